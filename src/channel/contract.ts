import type { TSchema } from "typebox";
import type { Shape } from "../base/schema";

/** A request of which the far side may say how it goes on before it answers. */
export interface RequestSchemas {
  readonly params: TSchema;
  readonly result: TSchema;
  /** Undefined: it says nothing. */
  readonly progress?: TSchema;
}

/** What one side hears, by name. */
export interface Side {
  readonly requests: Readonly<Record<string, RequestSchemas>>;
  readonly notifications: Readonly<Record<string, TSchema>>;
}

/** What a process and its child say to each other; both check what they hear against it. */
export interface Contract {
  /** What the child hears. */
  readonly child: Side;
  /** What the process that started it hears. */
  readonly parent: Side;
}

export type Requests<S extends Side> = keyof S["requests"] & string;
export type Notifications<S extends Side> = keyof S["notifications"] & string;
export type ParamsOf<S extends Side, R extends Requests<S>> = Shape<S["requests"][R]["params"]>;
export type ResultOf<S extends Side, R extends Requests<S>> = Shape<S["requests"][R]["result"]>;
export type ProgressOf<S extends Side, R extends Requests<S>> = S["requests"][R] extends {
  readonly progress: infer P extends TSchema;
}
  ? Shape<P>
  : never;

/** What carries a request out has besides its params. */
export interface RequestContext<Progress> {
  /** Fires when the far side does not want the answer any more. What is answered nevertheless reaches it. */
  readonly signal: AbortSignal;
  readonly report: (progress: Progress) => void;
}

/** What a side does about what it hears: one handler for each name, or it does not compile. */
export interface Handlers<S extends Side> {
  readonly requests: {
    readonly [R in Requests<S>]: (
      params: ParamsOf<S, R>,
      context: RequestContext<ProgressOf<S, R>>,
    ) => Promise<ResultOf<S, R>>;
  };
  readonly notifications: {
    readonly [N in Notifications<S>]: (value: Shape<S["notifications"][N]>) => void;
  };
}

export interface RequestOptions<Progress> {
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/** A way to say something to a far side that hears `S`. */
export interface Channel<S extends Side> {
  /**
   * Resolves with the far side's answer. The signal is passed on and nothing more: the far side ends the request, by an answer or
   * with AbortError.
   *
   * @throws FarSideError what was thrown there, with its code; AbortError; MisunderstoodError; GoneError when the far side ends.
   */
  request<R extends Requests<S>>(
    name: R,
    params: ParamsOf<S, R>,
    options: RequestOptions<ProgressOf<S, R>>,
  ): Promise<ResultOf<S, R>>;
  /** Does nothing when the far side is gone. */
  notify<N extends Notifications<S>>(name: N, value: Shape<S["notifications"][N]>): void;
}
