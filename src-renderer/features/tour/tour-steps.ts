import type { ParseKeys } from "i18next";

type TourStep = {
  readonly id: string;
  /** What it speaks of; a step whose part is not there is left out. */
  readonly selector: string;
  readonly title: ParseKeys;
  readonly text: ParseKeys;
};

/** The way through the window, in the order of a first shift. */
export const TOUR_STEPS: readonly TourStep[] = [
  { id: "status", selector: "[data-testid=status]", title: "tour.status", text: "tour.statusText" },
  { id: "readiness", selector: "[data-testid=readiness]", title: "tour.readiness", text: "tour.readinessText" },
  { id: "list", selector: "[data-walk=list]", title: "tour.list", text: "tour.listText" },
  { id: "dock", selector: "[data-walk=dock]", title: "tour.dock", text: "tour.dockText" },
  { id: "commands", selector: "[data-tour=commands]", title: "tour.commands", text: "tour.commandsText" },
  { id: "notices", selector: "[data-tour=notices]", title: "tour.notices", text: "tour.noticesText" },
  { id: "training", selector: "[data-testid=call-me]", title: "tour.training", text: "tour.trainingText" },
];
