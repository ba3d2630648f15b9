/** The version that «Что нового» begins with: all that the window has to know of it at its start. */
export const LATEST_RELEASE = "0.1.0";
