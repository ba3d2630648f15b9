import { accounts } from "./en/accounts.ts";
import { callCard } from "./en/call-card.ts";
import { callRequest } from "./en/call-request.ts";
import { conversation } from "./en/conversation.ts";
import { customer } from "./en/customer.ts";
import { failures } from "./en/failures.ts";
import { frame } from "./en/frame.ts";
import { globalKeys } from "./en/global-keys.ts";
import { handOver } from "./en/hand-over.ts";
import { headset } from "./en/headset.ts";
import { help } from "./en/help.ts";
import { history } from "./en/history.ts";
import { home } from "./en/home.ts";
import { network } from "./en/network.ts";
import { news } from "./en/news.ts";
import { notices } from "./en/notices.ts";
import { palette } from "./en/palette.ts";
import { phone } from "./en/phone.ts";
import { preferences } from "./en/preferences.ts";
import { preflight } from "./en/preflight.ts";
import { profile } from "./en/profile.ts";
import { quality } from "./en/quality.ts";
import { queue } from "./en/queue.ts";
import { readiness } from "./en/readiness.ts";
import { refusals } from "./en/refusals.ts";
import { replies } from "./en/replies.ts";
import { script } from "./en/script.ts";
import { search } from "./en/search.ts";
import { session } from "./en/session.ts";
import { settings } from "./en/settings.ts";
import { setup } from "./en/setup.ts";
import { sound } from "./en/sound.ts";
import { status } from "./en/status.ts";
import { textTransfer } from "./en/text-transfer.ts";
import { tour } from "./en/tour.ts";
import { training } from "./en/training.ts";
import { transfer } from "./en/transfer.ts";
import { wrapUp } from "./en/wrap-up.ts";

export const en = {
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
