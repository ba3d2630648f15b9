import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useToday } from "../../lib/clock.ts";
import { formatDuration } from "../../lib/format-duration.ts";
import { useWorkplace } from "../../lib/workplace-store.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { ListHead } from "../../ui/list-head.tsx";
import { Message } from "../../ui/message.tsx";
import { ScrollPane } from "../../ui/scroll-pane.tsx";
import { SkeletonRows } from "../../ui/skeleton-rows.tsx";
import { ToneChip } from "../../ui/tone-chip.tsx";
import css from "./profile-view.module.css";
import { useTodayNumbers } from "./use-today-numbers.ts";

/** How one reaches the operator now: this desktop, a line, what they hear and speak through. */
export type Presence = { readonly name: string; readonly words: string; readonly mark: ReactNode };

type ProfileProps = { readonly presence: readonly Presence[]; readonly onHistory: () => void };

/** «Мой профиль»: who one is to the team, where one is reached now, and one's own day. */
export function ProfileView({ presence, onHistory }: ProfileProps) {
  const { t } = useTranslation();
  const operator = useWorkplace((workplace) => workplace.operator);
  return (
    <section className={css.page} aria-label={t("profile.title")}>
      <ListHead title={t("profile.title")}>{t("profile.caption")}</ListHead>
      <ScrollPane label={t("profile.caption")} className={css.pane}>
        {operator === null ? (
          <Message title={t("profile.nobody")}>{t("profile.nobodyText")}</Message>
        ) : (
          <div className={css.column}>
            <div className={css.head}>
              <Avatar name={operator.name} id={operator.operatorId} size={40} />
              <div>
                <h3 className={css.name}>{operator.name}</h3>
                <p className={css.note}>{t(`profile.${operator.role ?? "operator"}`)}</p>
              </div>
            </div>
            <Today onHistory={onHistory} />
            <section aria-label={t("profile.now")}>
              <h3 className={css.heading}>{t("profile.now")}</h3>
              <ul className={css.presence}>
                {presence.map(({ name, words, mark }) => (
                  <li key={name} className={css.place}>
                    {mark}
                    <span className={css.placeName}>{name}</span>
                    <span className={css.placeWords}>{words}</span>
                  </li>
                ))}
              </ul>
            </section>
            <AboutMe />
          </div>
        )}
      </ScrollPane>
    </section>
  );
}

function Today({ onHistory }: { readonly onHistory: () => void }) {
  const { t } = useTranslation();
  const read = useTodayNumbers(useToday());
  return (
    <section aria-label={t("profile.today")}>
      <div className={css.row}>
        <h3 className={css.heading}>{t("profile.today")}</h3>
        <Button variant="subtle" size="xs" onClick={onHistory}>
          {t("profile.history")}
        </Button>
      </div>
      {read.state === "loading" && <SkeletonRows label={t("profile.loading")} />}
      {read.state === "failed" && (
        <Message tone="danger" title={t("profile.failed")}>
          {t("profile.failedText")}
        </Message>
      )}
      {read.state === "ready" && (
        <dl className={css.numbers}>
          <Figure words={t("profile.talks")} value={String(read.numbers.talks)} />
          <Figure
            words={t("profile.average")}
            value={read.numbers.averageMs === null ? "–" : formatDuration(read.numbers.averageMs)}
          />
          <Figure words={t("profile.talked")} value={formatDuration(read.numbers.talkMs)} />
          <Figure words={t("profile.missed")} value={String(read.numbers.missed)} />
        </dl>
      )}
    </section>
  );
}

function Figure({ words, value }: { readonly words: string; readonly value: string }) {
  return (
    <div className={css.figure}>
      <dt>{words}</dt>
      <dd>{value}</dd>
    </div>
  );
}

/** What the team has written down of the operator; what nobody wrote is not there. */
function AboutMe() {
  const { t } = useTranslation();
  const operator = useWorkplace((workplace) => workplace.operator);
  const session = useWorkplace((workplace) => workplace.session);
  const queues = useWorkplace((workplace) => workplace.queues);
  const own = queues?.filter(({ isOwn }) => isOwn) ?? [];
  const skills = Object.entries(operator?.skills ?? {});
  const groups = operator?.groups ?? [];
  return (
    <section aria-label={t("profile.about")}>
      <h3 className={css.heading}>{t("profile.about")}</h3>
      <dl className={css.facts}>
        {operator && operator.extension !== "" && <Fact words={t("profile.extension")}>{operator.extension}</Fact>}
        {session && <Fact words={t("profile.login")}>{session.login}</Fact>}
        {session && <Fact words={t("profile.centre")}>{session.url}</Fact>}
        {own.length > 0 && (
          <Fact words={t("profile.queues")}>
            {own.map(({ queueId, name }) => (
              <ToneChip key={queueId} tone="plain">
                {name}
              </ToneChip>
            ))}
          </Fact>
        )}
        {groups.length > 0 && (
          <Fact words={t("profile.groups")}>
            {groups.map((group) => (
              <ToneChip key={group} tone="plain">
                {group}
              </ToneChip>
            ))}
          </Fact>
        )}
        {skills.length > 0 && (
          <Fact words={t("profile.skills")}>
            {skills.map(([skill, level]) => (
              <ToneChip key={skill} tone="plain">
                {t("profile.skill", { skill, level })}
              </ToneChip>
            ))}
          </Fact>
        )}
      </dl>
    </section>
  );
}

function Fact({ words, children }: { readonly words: string; readonly children: ReactNode }) {
  return (
    <div className={css.fact}>
      <dt>{words}</dt>
      <dd>{children}</dd>
    </div>
  );
}
