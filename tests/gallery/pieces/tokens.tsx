import { darkRoles, lightRoles, sharedRoles } from "../../../src-renderer/app/theme/tokens.ts";
import css from "../gallery.module.css";
import { say, schemeOfPage } from "../page-choice.ts";
import { Piece } from "../specimen.tsx";

const isColour = (value: string) => /^(#|rgb)/.test(value);

/** Every colour role of the scheme, and every type size, by its name. */
export function Tokens() {
  const roles: Readonly<Record<string, string>> = schemeOfPage() === "dark" ? darkRoles : lightRoles;
  const types = Object.keys(sharedRoles).filter((role) => role.startsWith("t-"));
  return (
    <Piece title={say("Роли", "Roles")}>
      {types.map((role) => (
        <p key={role} className={css.type} style={{ font: `var(--td-${role})` }}>
          {role}: {say("Звонок с сайта, 2:14", "A call from the site, 2:14")}
        </p>
      ))}
      <div className={css.swatches}>
        {Object.entries(roles)
          .filter(([, value]) => isColour(value))
          .map(([role]) => (
            <div key={role} className={css.swatch}>
              <span className={css.colour} style={{ background: `var(--td-${role})` }} />
              {role}
            </div>
          ))}
      </div>
    </Piece>
  );
}
