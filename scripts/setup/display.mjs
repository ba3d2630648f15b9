/** Can a window be opened here? */
export function hasDisplay(environment = process.env, platform = process.platform) {
  if (platform !== "linux") return true;
  return Boolean(environment.DISPLAY || environment.WAYLAND_DISPLAY);
}
