import { accounts } from "./ru/accounts.ts";
import { callCard } from "./ru/call-card.ts";
import { callRequest } from "./ru/call-request.ts";
import { conversation } from "./ru/conversation.ts";
import { customer } from "./ru/customer.ts";
import { failures } from "./ru/failures.ts";
import { frame } from "./ru/frame.ts";
import { globalKeys } from "./ru/global-keys.ts";
import { handOver } from "./ru/hand-over.ts";
import { headset } from "./ru/headset.ts";
import { help } from "./ru/help.ts";
import { history } from "./ru/history.ts";
import { home } from "./ru/home.ts";
import { network } from "./ru/network.ts";
import { news } from "./ru/news.ts";
import { notices } from "./ru/notices.ts";
import { palette } from "./ru/palette.ts";
import { phone } from "./ru/phone.ts";
import { preferences } from "./ru/preferences.ts";
import { preflight } from "./ru/preflight.ts";
import { profile } from "./ru/profile.ts";
import { quality } from "./ru/quality.ts";
import { queue } from "./ru/queue.ts";
import { readiness } from "./ru/readiness.ts";
import { refusals } from "./ru/refusals.ts";
import { replies } from "./ru/replies.ts";
import { script } from "./ru/script.ts";
import { search } from "./ru/search.ts";
import { session } from "./ru/session.ts";
import { settings } from "./ru/settings.ts";
import { setup } from "./ru/setup.ts";
import { sound } from "./ru/sound.ts";
import { status } from "./ru/status.ts";
import { textTransfer } from "./ru/text-transfer.ts";
import { tour } from "./ru/tour.ts";
import { training } from "./ru/training.ts";
import { transfer } from "./ru/transfer.ts";
import { wrapUp } from "./ru/wrap-up.ts";

export const ru = {
  accounts,
  callCard,
  callRequest,
  conversation,
  customer,
  failures,
  frame,
  globalKeys,
  headset,
  help,
  history,
  home,
  network,
  news,
  notices,
  palette,
  phone,
  preferences,
  preflight,
  profile,
  quality,
  queue,
  readiness,
  refusals,
  replies,
  script,
  search,
  session,
  settings,
  setup,
  sound,
  status,
  tour,
  training,
  handOver,
  textTransfer,
  transfer,
  wrapUp,
};
