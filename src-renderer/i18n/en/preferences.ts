export const preferences = {
  menu: "Menu: {{operator}}",
  nobody: "Operator",
  extension: "extension {{extension}}",
  language: "Language",
  theme: "Theme",
  themeSystem: "As the system",
  themeLight: "Light",
  themeDark: "Dark",
  russian: "Русский",
  english: "English",
  keys: "Keys",
  keysObscured:
    "This system has no key store: data on this disk is only weakly protected. Install gnome-keyring or KWallet and open Tandem again.",
  host: "{{name}} {{version}} · {{platform}}",
  hostStandIn: "stand-in for Electron",
};
