// The layer rules (docs: style.md 2.2). Each comment tells the reader of a violation what to do instead.

const test = "[.](test|spec)[.]tsx?$|^tests/";
const production = (path, more = []) => ({ path, pathNot: [test, ...more] });
const npm = (name) => `(^|node_modules/)${name}(/|$)`;

const rule = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });

const forbidden = [
  rule("no-circular", "A cycle hides the layer: move what both need down.", {}, { circular: true }),
  rule("resolvable", "An import must lead somewhere.", {}, { couldNotResolve: true }),

  rule(
    "shared-is-leaf",
    "src-shared imports itself, zod, libphonenumber-js and lvovich, which need no host; what needs more belongs to a room above.",
    production("^src-shared/"),
    { pathNot: ["^src-shared/", npm("(zod|libphonenumber-js|lvovich)")] },
  ),
  rule(
    "hub-alone",
    "Hub and desktop meet in src-shared only.",
    { path: "^src-hub/" },
    { path: "^src-(main|renderer)/" },
  ),
  rule(
    "widget-alone",
    "The widget runs on a stranger's page: it takes the contract of the site chat and Preact, nothing else.",
    production("^src-hub/widget/", ["^src-hub/widget/phone/"]),
    { pathNot: ["^src-hub/widget/(?!phone/)", "^src-shared/site-chat/", npm("preact")] },
  ),
  rule(
    "widget-phone-alone",
    "What calls is a script of its own, loaded when it is wanted: it knows the widget's ports and SIP.js.",
    production("^src-hub/widget/phone/"),
    { pathNot: ["^src-hub/widget/(phone|engine|dom)/", "^src-shared/site-chat/", npm("sip[.]js")] },
  ),
  rule(
    "widget-is-no-library",
    "The hub serves the widget as a file; both meet in src-shared/site-chat.",
    production("^src-hub/(?!widget/)"),
    { path: `^src-hub/widget/|${npm("preact")}` },
  ),
  rule("main-alone", "Talk through src-shared.", { path: "^src-main/" }, { path: "^src-(hub|renderer)/" }),
  rule("renderer-alone", "Talk through src-shared.", { path: "^src-renderer/" }, { path: "^src-(main|hub)/" }),

  rule(
    "core-no-host",
    "Core knows no Electron, Node or DOM, and of libraries only pure ones: add a port in core/ports, adapt it outside.",
    production("^src-main/core/"),
    { pathNot: ["^src-main/core/", "^src-shared/", npm("(zod|libphonenumber-js|lvovich)")] },
  ),
  rule(
    "node-below-host",
    "Node adapters know core alone.",
    { path: "^src-main/node/" },
    { path: "^src-main/(sip|electron|preload)/" },
  ),
  rule(
    "sip-below-host",
    "SIP signalling knows core alone.",
    { path: "^src-main/sip/" },
    { path: "^src-main/(node|electron|preload)/" },
  ),
  rule("preload-alone", "A preload is a bundle of its own over src-shared.", production("^src-main/preload/"), {
    pathNot: ["^src-main/preload/", "^src-shared/", npm("electron")],
  }),
  rule(
    "preload-is-no-library",
    "Nobody imports a preload.",
    { path: "^src-(?!main/preload/)" },
    { path: "^src-main/preload/" },
  ),

  rule(
    "renderer-base",
    "ui, lib and i18n are below the features.",
    { path: "^src-renderer/(ui|lib|i18n)/" },
    {
      path: "^src-renderer/(features|app|card|media)/",
    },
  ),
  rule(
    "features-below-app",
    "A feature does not know the app that shows it.",
    { path: "^src-renderer/features/" },
    {
      path: "^src-renderer/(app|card|media)/",
    },
  ),
  rule(
    "features-are-peers",
    "Compose in app/; what two features need goes to lib or ui.",
    { path: "^src-renderer/features/([^/]+)/" },
    { path: "^src-renderer/features/", pathNot: "^src-renderer/features/$1/" },
  ),
  rule(
    "three-pages",
    "The operator's page, the call card and the media page share what is below them only.",
    { path: "^src-renderer/app/" },
    {
      path: "^src-renderer/(card|media)/",
    },
  ),
  rule(
    "card-page-is-small",
    "The call card takes words, looks and pure models; it has no workplace and no kit of components.",
    { path: "^src-renderer/card/" },
    {
      path: `^src-renderer/(app/(?!theme/role-sheet[.]ts)|media/|features/(?!phone/(phone-model[.]ts|use-reason-words[.]ts|parts/ring-actions[.])))|${npm("@mantine")}`,
    },
  ),
  rule("media-page-alone", "The media page has no screen.", production("^src-renderer/media/"), {
    path: `^src-renderer/(app|card|features|ui|i18n)/|${npm("react")}`,
  }),

  rule(
    "sip-js-in-two-rooms",
    "SIP.js stays behind CallSignalling, Telephony, and the phone of the widget.",
    production("^src-", ["^src-main/sip/", "^src-hub/telephony/", "^src-hub/widget/phone/"]),
    { path: npm("sip[.]js") },
  ),
  rule(
    "electron-in-host",
    "Electron stays behind the ports of core.",
    production("^src-", ["^src-main/(electron|preload)/"]),
    { path: npm("electron") },
  ),
  rule(
    "sqlite-in-stores",
    "SQL lives in src-main/node and src-hub/db.",
    production("^src-", ["^src-main/node/", "^src-hub/db/"]),
    { path: npm("better-sqlite3") },
  ),
  rule("react-in-renderer", "Screens are the renderer's.", production("^src-(?!renderer/)"), {
    path: npm("(react|react-dom|@mantine)"),
  }),
  rule("not-to-test", "Production never imports tests.", { path: "^(src-|scripts/)", pathNot: test }, { path: test }),
  rule("no-scripts-in-product", "Scripts hold no product code.", { path: "^src-" }, { path: "^scripts/" }),
];

export const configuration = {
  forbidden,
  options: {
    doNotFollow: { path: "node_modules" },
    // Type imports count as imports.
    tsPreCompilationDeps: true,
    moduleSystems: ["es6", "cjs"],
    enhancedResolveOptions: {
      extensions: [".ts", ".tsx", ".mjs", ".cjs", ".js", ".json"],
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "types", "default"],
    },
  },
};
