import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { create } from "zustand";
import { type NumberToCall, numberInText } from "../../../src-shared/domain/call-link.ts";
import { ask } from "../../lib/ask.ts";
import { bridge } from "../../lib/bridge.ts";
import { isTextField } from "../../lib/hotkeys.ts";
import { showToast } from "../../lib/show-toast.ts";
import { useWorkplace } from "../../lib/workplace-store.ts";

/** A number that something other than the dial field asks to call; nothing is dialled before the operator says so. */
export type CallRequest = NumberToCall & { readonly from: "link" | "missed" | "paste" | "drop" };

type CallRequestState = { readonly request: CallRequest | null };

export const useCallRequest = create<CallRequestState>(() => ({ request: null }));

export function setCallRequest(request: CallRequest | null): void {
  useCallRequest.setState({ request });
}

/**
 * Listens for numbers from outside the dial field: a link another program opened, a paste or a drop into the window.
 * The clipboard is read from the operator's own paste only, and never inside a field.
 */
export function useCallRequests(): void {
  const { t } = useTranslation();
  const country = useWorkplace((workplace) => workplace.homeCountry);
  useEffect(() => {
    const refuse = (key: "callRequest.badLink" | "callRequest.badDrop") =>
      showToast({ id: key, title: t("refusals.title"), message: t(key), closeLabel: t("frame.closeToast") });
    const takeLink = async () => {
      const answer = await ask("links.take", {});
      const link = answer.ok ? answer.value.link : null;
      if (link === null) return;
      if (link.number === null) refuse("callRequest.badLink");
      else setCallRequest({ ...link.number, from: link.from });
    };
    const handlePaste = (event: ClipboardEvent) => {
      if (event.defaultPrevented || isTextField(event.target)) return;
      const number = numberInText(event.clipboardData?.getData("text/plain") ?? "", country);
      if (number === null) return;
      event.preventDefault();
      setCallRequest({ ...number, from: "paste" });
    };
    const handleDragOver = (event: DragEvent) => {
      if (!isTextField(event.target) && event.dataTransfer?.types.includes("text/plain")) event.preventDefault();
    };
    const handleDrop = (event: DragEvent) => {
      if (isTextField(event.target)) return;
      event.preventDefault();
      const data = event.dataTransfer;
      const number = numberInText(data?.getData("text/uri-list") || data?.getData("text/plain") || "", country);
      if (number === null) refuse("callRequest.badDrop");
      else setCallRequest({ ...number, from: "drop" });
    };
    const stop = bridge().on("links.opened", () => void takeLink());
    void takeLink();
    window.addEventListener("paste", handlePaste);
    window.addEventListener("dragover", handleDragOver);
    window.addEventListener("drop", handleDrop);
    return () => {
      stop();
      window.removeEventListener("paste", handlePaste);
      window.removeEventListener("dragover", handleDragOver);
      window.removeEventListener("drop", handleDrop);
    };
  }, [t, country]);
}
