import { Popover } from "@mantine/core";
import { IconGridDots, IconUsers } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useWorkplace } from "../../../lib/workplace-store.ts";
import { peopleGroups } from "../transfer-model.ts";
import css from "./dial-field.module.css";
import { PeoplePanel } from "./people-panel.tsx";

/** Opens the list of colleagues, who can be called from it; without any there is a mere sign. */
export function PeopleButton() {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  const lines = useWorkplace((workplace) => workplace.lines);
  const colleagues = useWorkplace((workplace) => workplace.colleagues);
  const colleagueStates = useWorkplace((workplace) => workplace.colleagueStates);
  const colleagueLines = useWorkplace((workplace) => workplace.colleagueLines);
  const lineIds = lines.map(({ lineId }) => lineId);
  const groups = peopleGroups(lineIds, { colleagues, colleagueStates, colleagueLines });
  if (groups.length === 0) return <IconGridDots size={18} stroke={1.5} aria-hidden="true" />;
  return (
    <Popover opened={isOpen} onChange={setIsOpen} position="top-start" trapFocus returnFocus>
      <Popover.Target>
        <button
          type="button"
          className={css.people}
          aria-label={t("transfer.peopleOpen")}
          title={t("transfer.peopleOpen")}
          aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
        >
          <IconUsers size={17} stroke={1.5} aria-hidden="true" />
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t("transfer.people")}>
        <PeoplePanel groups={groups} lines={lines} onDone={() => setIsOpen(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}
