import { Button } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../../../lib/ask.ts";
import { refusalKey } from "../../../lib/refusal-key.ts";
import { useWorkplace } from "../../../lib/workplace-store.ts";
import { ChoiceGroup } from "../../../ui/choice-group.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { type ProxyFields, type ProxyProblems, proxyFieldsOf, proxyOf, proxyProblems } from "../network-model.ts";
import css from "../network-view.module.css";

type Said = { readonly tone: "live" | "bad"; readonly words: string };

/** As the system has it, none, or one's own; it is used at once, and what stands wrong is said by the lines. */
export function ProxyForm() {
  const { t } = useTranslation();
  const { proxy, hasProxyPassword } = useWorkplace((workplace) => workplace.network);
  const [fields, setFields] = useState<ProxyFields>(proxyFieldsOf(proxy));
  const [problems, setProblems] = useState<ProxyProblems>({});
  const [said, setSaid] = useState<Said | null>(null);
  const set = (change: Partial<ProxyFields>) => {
    setFields((before) => ({ ...before, ...change }));
    setProblems({});
    setSaid(null);
  };
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const found = proxyProblems(fields);
    setProblems(found);
    if (Object.keys(found).length > 0) return;
    const password = fields.password === "" ? null : fields.password;
    const answer = await ask("network.set-proxy", { proxy: proxyOf(fields), password });
    if (answer.ok) set({ password: "" });
    setSaid(
      answer.ok ? { tone: "live", words: t("network.saved") } : { tone: "bad", words: t(refusalKey(answer.code)) },
    );
  };
  return (
    <form className={css.form} onSubmit={(event) => void save(event)} noValidate>
      <ChoiceGroup
        label={t("network.connect")}
        value={fields.kind}
        choices={[
          { value: "system", word: t("network.asSystem") },
          { value: "none", word: t("network.noProxy") },
          { value: "manual", word: t("network.manual") },
        ]}
        onChange={(kind) => set({ kind })}
      />
      {fields.kind === "manual" && (
        <>
          <div className={css.address}>
            <TextField
              label={t("network.host")}
              value={fields.host}
              onChange={(host) => set({ host })}
              problem={problems.host && t(problems.host)}
            />
            <TextField
              label={t("network.port")}
              value={fields.port}
              onChange={(port) => set({ port })}
              problem={problems.port && t(problems.port)}
            />
          </div>
          <div className={css.pair}>
            <TextField
              label={t("network.user")}
              hint={t("network.userHint")}
              value={fields.user}
              onChange={(user) => set({ user })}
            />
            <TextField
              label={t("network.password")}
              type="password"
              hint={hasProxyPassword ? t("network.passwordKept") : undefined}
              value={fields.password}
              onChange={(password) => set({ password })}
            />
          </div>
        </>
      )}
      <div className={css.actions}>
        <Button type="submit">{t("network.save")}</Button>
        <p className={css.said} role="status" data-tone={said?.tone}>
          {said?.words}
        </p>
      </div>
    </form>
  );
}
