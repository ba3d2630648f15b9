import type { PhoneFailure } from "../../../src-shared/domain/phone-failure.ts";
import { EchoNumber, RecordingControl, USUAL_ECHO_NUMBER } from "../../../src-shared/domain/sip-line.ts";
import type { LineView } from "../../../src-shared/ipc/workplace.ts";
import { type ColleaguesProblem, colleaguesIn, textOfColleagues } from "./colleague-list.ts";

/** The form as it is typed. */
export type AccountForm = {
  readonly server: string;
  readonly user: string;
  readonly password: string;
  readonly title: string;
  readonly domain: string;
  readonly authUser: string;
  readonly displayName: string;
  readonly echoNumber: string;
  readonly recording: string;
  /** One a line: extension and name. */
  readonly colleagues: string;
};

export type FormProblem =
  | "accounts.badServer"
  | "accounts.badLogin"
  | "accounts.badDomain"
  | "accounts.noPassword"
  | "accounts.badEcho"
  | "accounts.badRecording"
  | ColleaguesProblem;
export type FormProblems = { readonly [Name in keyof AccountForm]?: FormProblem };

export const EMPTY_FORM: AccountForm = {
  server: "",
  user: "",
  password: "",
  title: "",
  domain: "",
  authUser: "",
  displayName: "",
  echoNumber: USUAL_ECHO_NUMBER,
  recording: "",
  colleagues: "",
};

export function formOf({
  server,
  user,
  title,
  domain,
  authUser,
  displayName,
  echoNumber,
  recording,
  colleagues,
}: LineView): AccountForm {
  const names = { title, displayName, colleagues: textOfColleagues(colleagues) };
  return { server, user, password: "", domain, authUser, echoNumber, recording, ...names };
}

/** What is typed without its scheme is meant encrypted. */
export function serverOf(typed: string): string {
  const server = typed.trim();
  return server === "" || /^\w+:\/\//.test(server) ? server : `wss://${server}`;
}

/** What would certainly be refused, said at its field; main has the last word. */
export function problemsOf(form: AccountForm, isPasswordKept: boolean): FormProblems {
  const colleagues = colleaguesIn(form.colleagues);
  const user = /^[\w.+*~!-]{1,64}$/;
  return {
    ...(!/^wss?:\/\/[^\s@#/]+(?:\/[^\s@#]*)?$/i.test(serverOf(form.server)) && { server: "accounts.badServer" }),
    ...(!user.test(form.user.trim()) && { user: "accounts.badLogin" }),
    ...(form.password === "" && !isPasswordKept && { password: "accounts.noPassword" }),
    ...(!/^[\w.-]*$/.test(form.domain.trim()) && { domain: "accounts.badDomain" }),
    ...(form.authUser.trim() !== "" && !user.test(form.authUser.trim()) && { authUser: "accounts.badLogin" }),
    ...(!EchoNumber.safeParse(form.echoNumber.trim()).success && { echoNumber: "accounts.badEcho" }),
    ...(!RecordingControl.safeParse(form.recording.trim()).success && { recording: "accounts.badRecording" }),
    ...(!colleagues.ok && { colleagues: colleagues.problem }),
  };
}

/** Whether the kept password still fits: it was given for this server and login only. */
export function fitsKeptPassword(form: AccountForm, line: LineView | null): boolean {
  if (line === null) return false;
  const isSame = (name: "user" | "domain" | "authUser") => form[name].trim() === line[name];
  return serverOf(form.server) === line.server && isSame("user") && isSame("domain") && isSame("authUser");
}

export function draftOf(form: AccountForm, line: LineView | null) {
  const colleagues = colleaguesIn(form.colleagues);
  return {
    lineId: line?.lineId ?? null,
    server: serverOf(form.server),
    user: form.user.trim(),
    password: form.password === "" ? null : form.password,
    title: form.title.trim(),
    domain: form.domain.trim(),
    authUser: form.authUser.trim(),
    displayName: form.displayName.trim(),
    echoNumber: form.echoNumber.trim(),
    recording: form.recording.trim().toLowerCase(),
    // What cannot be read was said at its field, and nothing is sent then.
    colleagues: colleagues.ok ? [...colleagues.value] : [],
  };
}

/** Whether what is said goes over an open network in clear; on this very machine nobody listens. */
export function isPlain(typed: string): boolean {
  return /^ws:\/\/(?!(?:127\.|localhost|\[::1\]))/i.test(serverOf(typed));
}

export type LineState = {
  readonly tone: "live" | "mid" | "bad";
  readonly code: "ready" | "connecting" | "off";
  readonly failure: PhoneFailure | null;
};

export function lineState({ phone }: Pick<LineView, "phone">): LineState {
  if (phone.state === "ready") return { tone: "live", code: "ready", failure: null };
  if (phone.failure !== null) return { tone: "bad", code: "off", failure: phone.failure };
  if (phone.state === "off") return { tone: "mid", code: "off", failure: null };
  return { tone: "mid", code: "connecting", failure: null };
}
