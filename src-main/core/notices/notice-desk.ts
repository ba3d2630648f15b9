import type { Handlers } from "../../../src-shared/ipc/define-contract.ts";
import type { Notice, noticeRequests } from "../../../src-shared/ipc/notices.ts";
import type { WorkplaceContract } from "../../../src-shared/ipc/workplace.ts";
import { accepted } from "../../../src-shared/result.ts";
import type { Clock } from "../ports/clock.ts";
import { clear, EMPTY_BOOK, type NoticeBook, see, settle, tell } from "./notice-book.ts";

export type NoticeDeskParts = {
  readonly clock: Pick<Clock, "nowMs">;
  readonly onChange: (notices: Notice[]) => void;
};

/** Keeps the notices of this shift for the window, in memory alone. */
export class NoticeDesk {
  readonly handlers: Pick<Handlers<WorkplaceContract>, keyof typeof noticeRequests>;
  readonly #parts: NoticeDeskParts;
  #book: NoticeBook = EMPTY_BOOK;

  constructor(parts: NoticeDeskParts) {
    this.#parts = parts;
    const { clock } = parts;
    this.handlers = {
      "notices.tell": (told) => {
        const { book, notice } = tell(this.#book, told, clock.nowMs());
        this.#set(book);
        return accepted({ seq: notice.seq });
      },
      "notices.settle": ({ concern }) => {
        this.#set(settle(this.#book, concern, clock.nowMs()));
        return accepted({});
      },
      "notices.see": ({ seqs }) => {
        this.#set(see(this.#book, seqs));
        return accepted({});
      },
      "notices.clear": () => {
        this.#set(clear(this.#book));
        return accepted({});
      },
    };
  }

  view(): Notice[] {
    return [...this.#book.notices];
  }

  #set(book: NoticeBook): void {
    this.#book = book;
    this.#parts.onChange(this.view());
  }
}
