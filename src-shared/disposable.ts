/** Something that was subscribed, opened or timed, and must be given back by whoever asked for it. */
export type Unsubscribe = () => void;
