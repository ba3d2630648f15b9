import type { HubRoutes } from "../http-needs.ts";
import { aboutRoutes } from "./about.ts";
import { distributionRoutes } from "./distribution.ts";
import { docsRoutes } from "./docs.ts";
import { fileRoutes } from "./files.ts";
import { healthRoutes } from "./health.ts";
import { meRoutes } from "./me.ts";
import { metricsRoutes } from "./metrics.ts";
import { peopleRoutes } from "./people.ts";
import { peopleActRoutes } from "./people-acts.ts";
import { peopleImportRoutes } from "./people-import.ts";
import { signInRoutes } from "./sign-in.ts";
import { siteFileRoutes } from "./site-files.ts";
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
  siteFileRoutes,
  fileRoutes,
  webhookRoutes,
];
