import type { Kysely, Transaction } from "kysely";

/** Rows as they are stored, the same on every engine: times are epoch milliseconds, flags are 0 or 1, documents are JSON text. */
export type HubSchema = {
  events: { seq: number; at_ms: number; actor: string; type: string; payload: string };
  interactions: {
    interaction_id: string;
    state: string;
    queue_id: string | null;
    operator_id: string | null;
    customer_address: string;
    created_at_ms: number;
    ended_at_ms: number | null;
    last_seq: number;
    body: string;
    /** 1: closed. Beside `state`, so that the index of the open ones is written when a contact comes and when it closes. */
    is_closed: number;
  };
  operator_states: {
    operator_id: string;
    status: string;
    reason: string | null;
    limit_ms: number | null;
    since_ms: number;
    changed_by: string;
    phone_registered: number;
    desktop_linked: number;
    last_seq: number;
    set_by: string | null;
    next_status: string | null;
    is_overrun: number;
    extended_in_shift_ms: number;
    /** What they passed on and still write up, as JSON; null: nothing. */
    passed_on: string | null;
  };
  interaction_notes: { interaction_id: string; operator_id: string; at_ms: number; body: string };
  interaction_outcomes: {
    interaction_id: string;
    operator_id: string;
    at_ms: number;
    /** Ids, as JSON. */
    topics: string;
    result: string | null;
    next_step: string;
  };
  call_quality: {
    interaction_id: string;
    operator_id: string;
    at_ms: number;
    mos: number;
    min_mos: number;
    body: string;
  };
  accounts: {
    sip_user: string;
    kind: "operator" | "line";
    operator_id: string | null;
    number: string;
    name: string;
    position: number;
    ha1: string | null;
    link_hash: string | null;
    workload: string | null;
  };
  people: {
    person_id: string;
    name: string;
    role: string;
    groups: string;
    skills: string;
    is_blocked: number;
    is_removed: number;
    password_hash: string | null;
    must_change_password: number;
    phone_key: number;
    totp_secret: string | null;
    totp_is_on: number;
    totp_last_step: number | null;
    recovery_hashes: string;
    created_at_ms: number;
  };
  sessions: {
    session_id: string;
    person_id: string;
    created_at_ms: number;
    expires_at_ms: number;
    ended_at_ms: number | null;
  };
  refresh_tokens: { token_hash: string; session_id: string; issued_at_ms: number; used_at_ms: number | null };
  sign_in_failures: { subject: string; failures: number; last_at_ms: number; locked_until_ms: number };
  queues: {
    queue_id: string;
    name: string;
    number: string;
    ring_timeout_ms: number;
    wrap_up_ms: number;
    position: number;
    wrap_up_policy: string | null;
    max_on_break: number | null;
    rules: string | null;
  };
  queue_members: { queue_id: string; operator_id: string; position: number };
  break_reasons: { code: string; name_ru: string; name_en: string; limit_ms: number | null; position: number };
  conversations: {
    conversation_id: string;
    channel: string;
    account: string;
    external_id: string;
    customer_address: string;
    customer_name: string | null;
    created_at_ms: number;
    last_seq: number;
    language: string | null;
  };
  conversation_people: {
    conversation_id: string;
    operator_id: string;
    had_part: number;
    read_upto_seq: number;
    last_seq: number;
  };
  messages: {
    message_id: string;
    conversation_id: string;
    interaction_id: string;
    owner_id: string | null;
    seq: number;
    is_ours: number;
    channel_message_id: string | null;
    is_deleted: number;
    body: string;
  };
  outbound: {
    seq: number;
    conversation_id: string;
    message_id: string;
    kind: "send" | "edit" | "delete";
    edited_text: string | null;
    made_at_ms: number;
    is_in_flight: number;
  };
  attachments: {
    attachment_id: string;
    conversation_id: string;
    channel: string;
    account: string;
    ref: string | null;
    name: string;
    type: string;
    size: number | null;
    state: "pending" | "ready" | "refused";
    made_at_ms: number;
  };
  callback_orders: {
    interaction_id: string;
    number: string;
    state: string;
    is_open: number;
    queue_id: string;
    due_at_ms: number;
    ordered_at_ms: number;
    closed_at_ms: number | null;
    body: string;
  };
  /** Every client's id of an order, also of one that was merged into another. */
  callback_order_ids: { order_id: string; interaction_id: string };
  customer_profiles: { customer_address: string; body: string };
  quick_replies: { reply_id: string; scope: string; scope_of: string; body: string };
  scripts: {
    script_id: string;
    /** Of the published version; 0: there is none. */
    version: number;
    /** `ScriptHead`; null: nothing is published. */
    head: string | null;
    is_withdrawn: number;
    /** `ScriptDraft`; null: nobody works on it. */
    draft: string | null;
    draft_revision: number;
    draft_by: string | null;
    draft_at_ms: number | null;
  };
  script_versions: {
    script_id: string;
    version: number;
    /** `ScriptGraph`, and the `ScriptHead` it was published with. */
    graph: string;
    head: string;
    at_ms: number;
    published_by: string;
  };
  script_runs: {
    run_id: string;
    interaction_id: string;
    operator_id: string;
    pins: string;
    known: string;
    began_at_ms: number;
    steps: number;
  };
  script_steps: { run_id: string; step_index: number; body: string };
  customer_routing: { customer_address: string; priority: number; responsible_id: string | null };
  fairness: {
    hour_ms: number;
    operator_id: string;
    queue_id: string;
    offers: number;
    taken: number;
    missed: number;
    refused: number;
    claimed: number;
    voice: number;
    text: number;
    idle_ms: number;
  };
  kept_talks: { call_id: string; at_ms: number; body: string };
  sites: { site_key: string; body: string };
  site_visitors: {
    visitor_id: string;
    site_key: string;
    created_at_ms: number;
    last_n: number;
    told_n: number;
    delivered_n: number;
    read_n: number;
    have_n: number;
    seen_n: number;
    may_rate: number;
    name: string;
    page: string;
    language: string | null;
  };
  site_entries: {
    visitor_id: string;
    n: number;
    entry_id: string;
    side: string;
    kind: string;
    at_ms: number;
    body: string;
    source: string | null;
  };
  site_files: {
    file_id: string;
    visitor_id: string;
    name: string;
    type: string;
    size: number;
    at_ms: number;
    bytes: Uint8Array;
  };
  recordings: {
    /** The number of the event that first told of it. */
    recording_id: number;
    name: string;
    interaction_id: string;
    operator_id: string | null;
    started_at_ms: number;
    state: "started" | "paused" | "resumed" | "stopped" | "failed";
    duration_ms: number | null;
  };
  removals: { kind: string; ref: string; asked_at_ms: number };
  site_call_tickets: { sip_user: string; until_ms: number; body: string };
  meta: { name: string; value: string };
  commands: { operator_id: string; command_id: string; at_ms: number; reply: string };
};

/** A handle that can only read: a read path that tries to write does not compile. */
export type ReadDb = Pick<Kysely<HubSchema>, "selectFrom">;

/** A handle inside a transaction of a writer. */
export type WriteDb = Transaction<HubSchema>;

/** The whole database: who holds it may begin a transaction. */
export type HubDatabase = Kysely<HubSchema>;
