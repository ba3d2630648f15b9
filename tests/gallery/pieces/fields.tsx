import { useState } from "react";
import { ChoiceGroup } from "../../../src-renderer/ui/choice-group.tsx";
import { SearchField } from "../../../src-renderer/ui/search-field.tsx";
import { SelectField } from "../../../src-renderer/ui/select-field.tsx";
import { TextArea } from "../../../src-renderer/ui/text-area.tsx";
import { TextField } from "../../../src-renderer/ui/text-field.tsx";
import css from "../gallery.module.css";
import { say } from "../page-choice.ts";
import { Piece, Specimen } from "../specimen.tsx";

/** Where something is typed or chosen: its name above, help or what is wrong under it. */
export function Fields() {
  const [text, setText] = useState("");
  const [typed, setTyped] = useState(say("доставка", "delivery"));
  const [theme, setTheme] = useState("light");
  const login = say("Логин", "Login");
  const themes = [
    { value: "light", word: say("Светлая", "Light") },
    { value: "dark", word: say("Тёмная", "Dark") },
    { value: "system", word: say("Как в системе", "As the system") },
  ];
  return (
    <Piece title={say("Поля", "Fields")}>
      <Specimen name="text" isWide>
        <TextField
          label={login}
          value={text}
          onChange={setText}
          hint={say("Его дал администратор", "Your administrator gave it")}
        />
      </Specimen>
      <Specimen name="text, focus-visible" force="focus-visible" isWide>
        <TextField label={login} value="marina" onChange={setText} />
      </Specimen>
      <Specimen name="text, problem" isWide>
        <TextField
          label={say("Сервер", "Server")}
          value="atc"
          onChange={setText}
          problem={say("Нужен адрес вида wss://atc.example.ru", "It must look like wss://pbx.example.com")}
        />
      </Specimen>
      <Specimen name="area" isWide>
        <TextArea
          label={say("Заметка", "Note")}
          value={text}
          onChange={setText}
          hint={say("Видна коллегам", "Colleagues see it")}
        />
      </Specimen>
      <Specimen name="select" isWide>
        <SelectField label={say("Тема", "Theme")} value={theme} choices={themes} onChange={setTheme} />
      </Specimen>
      <Specimen name="choice" isWide>
        <ChoiceGroup label={say("Тема", "Theme")} value={theme} choices={themes} onChange={setTheme} />
      </Specimen>
      <Specimen name="search" isWide>
        <SearchField label={say("Найти настройку", "Find a setting")} value={text} onType={setText} />
      </Specimen>
      <Specimen name="search, bare" isWide>
        <SearchField label={say("Найти", "Find")} className={css.bare} isBare value={typed} onType={setTyped} />
      </Specimen>
    </Piece>
  );
}
