import type { HubRoutes } from "../http-needs.ts";
import { aboutRoutes } from "./about.ts";
import { auditRoutes } from "./audit.ts";
import { backupRoutes } from "./backups.ts";
import { callBackRoutes } from "./call-backs.ts";
import { conversationRoutes } from "./conversations.ts";
import { customerRoutes } from "./customers.ts";
import { distributionRoutes } from "./distribution.ts";
import { docsRoutes } from "./docs.ts";
import { fileRoutes } from "./files.ts";
import { healthRoutes } from "./health.ts";
import { meRoutes } from "./me.ts";
import { metricsRoutes } from "./metrics.ts";
import { peopleRoutes } from "./people.ts";
import { peopleActRoutes } from "./people-acts.ts";
import { peopleImportRoutes } from "./people-import.ts";
import { recordingRoutes } from "./recordings.ts";
import { retentionRoutes } from "./retention.ts";
import { scriptRoutes } from "./scripts.ts";
import { settingsRoutes } from "./settings.ts";
import { signInRoutes } from "./sign-in.ts";
import { siteCallRoutes } from "./site-calls.ts";
import { siteFileRoutes } from "./site-files.ts";
import { siteRoutes } from "./sites.ts";
import { teamDeedRoutes } from "./team-deeds.ts";
import { teamWatchRoutes } from "./team-watch.ts";
import { topicRoutes } from "./topics.ts";
import { webhookRoutes } from "./webhooks.ts";
import { widgetRoutes } from "./widget.ts";

/** Routes at the root: for machines that look after the hub, and for people who read about it. */
export const rootRoutes: readonly HubRoutes[] = [healthRoutes, metricsRoutes, docsRoutes, widgetRoutes];

/** Routes under `/api/v1`. */
export const apiRoutes: readonly HubRoutes[] = [
  aboutRoutes,
  signInRoutes,
  meRoutes,
  peopleRoutes,
  peopleActRoutes,
  peopleImportRoutes,
  distributionRoutes,
  callBackRoutes,
  customerRoutes,
  conversationRoutes,
  recordingRoutes,
  retentionRoutes,
  settingsRoutes,
  topicRoutes,
  scriptRoutes,
  teamWatchRoutes,
  teamDeedRoutes,
  auditRoutes,
  backupRoutes,
  siteRoutes,
  siteFileRoutes,
  siteCallRoutes,
  fileRoutes,
  webhookRoutes,
];
