import type { HubRoutes } from "../http-needs.ts";
import { aboutRoutes } from "./about.ts";
import { docsRoutes } from "./docs.ts";
import { fileRoutes } from "./files.ts";
import { healthRoutes } from "./health.ts";
import { metricsRoutes } from "./metrics.ts";
import { siteFileRoutes } from "./site-files.ts";
import { webhookRoutes } from "./webhooks.ts";
import { widgetRoutes } from "./widget.ts";

/** Routes at the root: for machines that look after the hub, and for people who read about it. */
export const rootRoutes: readonly HubRoutes[] = [healthRoutes, metricsRoutes, docsRoutes, widgetRoutes];

/** Routes under `/api/v1`. */
export const apiRoutes: readonly HubRoutes[] = [aboutRoutes, siteFileRoutes, fileRoutes, webhookRoutes];
