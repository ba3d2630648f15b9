export const preferences = {
  menu: "Меню: {{operator}}",
  nobody: "Оператор",
  extension: "добавочный {{extension}}",
  language: "Язык",
  theme: "Тема",
  themeSystem: "Как в системе",
  themeLight: "Светлая",
  themeDark: "Тёмная",
  russian: "Русский",
  english: "English",
  keys: "Клавиши",
  keysObscured:
    "Хранилища ключей в системе нет: данные на этом диске защищены слабо. Установите gnome-keyring или KWallet и откройте Тандем снова.",
  host: "{{name}} {{version}} · {{platform}}",
  hostStandIn: "стенд вместо Electron",
};
