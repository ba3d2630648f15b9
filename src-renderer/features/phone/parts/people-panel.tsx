import { IconPhone, IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { lineName } from "../../../../src-shared/domain/line-name.ts";
import { shownAddress } from "../../../../src-shared/domain/shown-address.ts";
import type { LineId } from "../../../../src-shared/ids.ts";
import type { LineView } from "../../../../src-shared/ipc/workplace.ts";
import { isFound, type Target } from "../../../lib/targets.ts";
import { useTargetWords } from "../../../lib/use-target-words.ts";
import { StatusMark } from "../../../ui/status-mark.tsx";
import searchCss from "../../../ui/target-panel.module.css";
import type { PeopleGroup } from "../transfer-model.ts";
import { useCallActions } from "../use-phone.ts";
import css from "./people-panel.module.css";

/** More people than fit into the list at once are looked for by name. */
const SEARCHED_FROM = 8;

type PeoplePanelProps = {
  readonly groups: readonly PeopleGroup[];
  readonly lines: readonly LineView[];
  readonly onDone: () => void;
};

/** Everybody one can call by name, under the line they are called by, with how they stand now. */
export function PeoplePanel({ groups, lines, onDone }: PeoplePanelProps) {
  const { t } = useTranslation();
  const nameOf = (lineId: LineId) => {
    const line = lines.find((one) => one.lineId === lineId);
    return !line || line.kind === "hub" ? t("accounts.hub") : lineName(line);
  };
  const [typed, setTyped] = useState("");
  const isSearched = groups.flatMap(({ people }) => people).length > SEARCHED_FROM;
  const found = groups
    .map(({ lineId, people }) => ({ lineId, people: people.filter((one) => isFound(one, typed)) }))
    .filter(({ people }) => people.length > 0);
  return (
    <div className={css.panel}>
      {isSearched && (
        <label className={`${searchCss.search} ${css.search}`}>
          <IconSearch size={16} stroke={1.5} aria-hidden="true" />
          <input
            className={searchCss.input}
            type="text"
            autoComplete="off"
            spellCheck={false}
            data-autofocus
            aria-label={t("transfer.peopleSearch")}
            placeholder={t("transfer.peopleSearch")}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        </label>
      )}
      {found.length === 0 && (
        <p className={searchCss.empty} role="status">
          {t("transfer.peopleNobody")}
        </p>
      )}
      {found.map(({ lineId, people }) => (
        <section key={lineId} aria-label={t("transfer.peopleOf", { line: nameOf(lineId) })}>
          <h2 className={css.heading}>{groups.length > 1 ? nameOf(lineId) : t("transfer.people")}</h2>
          <ul className={css.list}>
            {people.map((target) => (
              <PersonRow key={target.key} target={target} lineId={lineId} onDone={onDone} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

type PersonRowProps = { readonly target: Target; readonly lineId: LineId; readonly onDone: () => void };

function PersonRow({ target, lineId, onDone }: PersonRowProps) {
  const { t } = useTranslation();
  const { callPerson } = useCallActions();
  const { words, mark } = useTargetWords(target);
  const { address, name } = target;
  const party = name ?? shownAddress(address);
  const call = () => {
    onDone();
    callPerson(lineId, address, name);
  };
  return (
    <li className={css.row} aria-label={party}>
      <StatusMark kind={mark} size={14} />
      <span className={css.who}>
        <span className={css.name}>{party}</span>
        <span className={css.note}>{name === null ? words : `${shownAddress(address)} · ${words}`}</span>
      </span>
      <button
        type="button"
        className={css.call}
        aria-label={t("transfer.callName", { party })}
        title={t("transfer.call")}
        onClick={call}
      >
        <IconPhone size={17} stroke={1.5} aria-hidden="true" />
      </button>
    </li>
  );
}
