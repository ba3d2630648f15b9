import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ReplyView } from "../../../src-shared/ipc/replies.ts";
import { useReplies } from "../../lib/use-replies.ts";
import sheet from "../../ui/form.module.css";
import { Message } from "../../ui/message.tsx";
import { SettingsPage, SettingsPart } from "../../ui/settings-page.tsx";
import { SkeletonRows } from "../../ui/skeleton-rows.tsx";
import { RemoveReplyDialog } from "./parts/remove-reply-dialog.tsx";
import { ReplyDialog } from "./parts/reply-dialog.tsx";
import { ReplyRow } from "./parts/reply-row.tsx";
import css from "./replies-view.module.css";

type Open =
  | { readonly what: "form"; readonly reply: ReplyView | null }
  | { readonly what: "remove"; readonly reply: ReplyView };

/** «Настройки → Быстрые ответы»: one's own and the shared ones, written and taken away by who may. */
export function RepliesView() {
  const { t } = useTranslation();
  const { state, replies, mayShare } = useReplies(null);
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  const list = (shown: readonly ReplyView[], nothing: string) => {
    if (state === "loading") return <SkeletonRows label={t("replies.loading")} />;
    if (state === "failed") return <Message title={t("replies.failed")} />;
    if (shown.length === 0) return <p className={sheet.note}>{nothing}</p>;
    return (
      <ul className={css.list}>
        {shown.map((reply) => (
          <ReplyRow
            key={reply.replyId}
            reply={reply}
            onEdit={() => setOpen({ what: "form", reply })}
            onRemove={() => setOpen({ what: "remove", reply })}
          />
        ))}
      </ul>
    );
  };
  const own = replies.filter(({ scope }) => scope.kind === "own");
  const shared = replies.filter(({ scope }) => scope.kind !== "own");
  return (
    <SettingsPage title={t("replies.title")} caption={t("replies.caption")}>
      <SettingsPart title={t("replies.own")}>
        {list(own, t("replies.noneOwn"))}
        <div className={sheet.ways}>
          <Button
            leftSection={<IconPlus size={16} stroke={1.5} aria-hidden="true" />}
            onClick={() => setOpen({ what: "form", reply: null })}
          >
            {t("replies.add")}
          </Button>
        </div>
      </SettingsPart>
      <SettingsPart title={t("replies.shared")}>{list(shared, t("replies.noneShared"))}</SettingsPart>
      {open?.what === "form" && <ReplyDialog reply={open.reply} mayShare={mayShare} onClose={close} />}
      {open?.what === "remove" && <RemoveReplyDialog reply={open.reply} onClose={close} />}
    </SettingsPage>
  );
}
