import type { OperatorId } from "../../src-shared/ids.ts";
import type {
  LinkQueries,
  LinkQueryInput,
  LinkQueryName,
  LinkQueryOutput,
} from "../../src-shared/link/link-queries.ts";
import type { Result } from "../../src-shared/result.ts";

type Answer<N extends LinkQueryName> = Result<LinkQueryOutput<N>, (typeof LinkQueries)[N]["errors"][number]>;

/** A total map: a missing handler, or an undeclared code, does not compile. */
export type QueryHandlers = {
  readonly [N in LinkQueryName]: (operatorId: OperatorId, input: LinkQueryInput<N>) => Promise<Answer<N>>;
};
