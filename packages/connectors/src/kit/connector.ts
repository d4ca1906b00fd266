import type { Fault } from '@pao/core'
import type { Static, TObject, TSchema } from 'typebox'
import type { ActionContext } from './context.ts'
import { lookingOnly } from './looking.ts'
import type { Observed } from './observed.ts'
import type { Outcome, Outputs } from './outcome.ts'
import type { Recorded, RecordedFor } from './recorded.ts'
import { type EffectRule, effectOf } from './repeat.ts'
import { knowingWhatWasSent } from './sent-changes.ts'

export type OutputDeclaration = Readonly<
  Record<string, { description: string; sensitive?: boolean }>
>

/** Milliseconds: for one call, where its action sets no shorter time, and to come to a clean stop. */
export type CallLimits = { callMs: number; stopMs: number }

/**
 * One kind of action. Every method may be called twice for the same effect and must then make nothing
 * new; none sleeps (return `waiting`), none touches anything but its context.
 */
export type Connector<C extends TSchema = TSchema> = EffectRule & {
  type: string
  config: C
  /** Names and meaning of what `execute` returns as outputs. */
  outputs: OutputDeclaration
  /**
   * Keys of the config that become messages to people, outside of everything that asks who they are: values of restricted
   * data are masked in them.
   */
  bodies?: readonly string[]
  /** Longest times of one call; left out = five minutes, and five seconds to stop once it is told to. */
  limits?: CallLimits
  /** Answers of the other side for a dry run; empty = it calls nobody by HTTP. */
  recorded: Recorded | RecordedFor<Static<C>>
  /**
   * What a webhook would say that ends a wait for one, for a dry run: given to `resume` in place of a look. Undefined = the
   * action waits for none, or none can be made up.
   */
  news?(config: Static<C>): Outputs | undefined
  execute(context: ActionContext, config: Static<C>): Promise<Outcome>
  /** Called at `until` with the memo of the last `waiting`. */
  poll?(context: ActionContext, config: Static<C>, memo: Outputs): Promise<Outcome>
  /** Called when a webhook or a person signalled. The signal is a hint: re-read the remote object. */
  resume?(
    context: ActionContext,
    config: Static<C>,
    memo: Outputs,
    signal: Outputs,
  ): Promise<Outcome>
  /**
   * What is wrong with a signal of a person, each fault placed in the signal; empty = nothing. Asked before
   * the signal is taken, with the memo of the last `waiting`; reads nothing else.
   */
  check?(memo: Outputs, signal: Outputs): readonly Fault[]
  /**
   * The config with what was done so far written where whoever does the work reads it; only for work of
   * people. `summary` is Markdown without secrets.
   */
  handOver?(config: Static<C>, summary: string): Static<C>
  /**
   * Tells the remote side to stop; called once for a waiting action of a cancelled request, unless that shall be
   * undone and `undoBegun` does it.
   */
  cancel?(context: ActionContext, config: Static<C>, memo: Outputs): Promise<Outcome>
  /**
   * Undoes what `execute` made. Without outputs it looks for it by the key, where `repeat` is `search`; what is
   * not there counts as undone.
   */
  compensate?(context: ActionContext, config: Static<C>, outputs: Outputs): Promise<Outcome>
  /**
   * Undoes what `execute` began and did not end, in the context of the action that began it, with the memo of its last
   * `waiting`; an empty one = look for it by the key (asked only where `repeat` is `safe`). What it stood on is undone
   * after this, so it answers `waiting` until nothing is left, and is polled like `compensate`. Left out = what is
   * under way is told to `cancel`, at once.
   */
  undoBegun?(context: ActionContext, config: Static<C>, memo: Outputs): Promise<Outcome>
  /**
   * Looks whether what `execute` made is still as it was ordered, long after the action is done; with the outputs it
   * brought. Only looks: its context lets nothing be changed. Left out = it cannot look.
   */
  observe?(context: ActionContext, config: Static<C>, outputs: Outputs): Promise<Observed>
}

/**
 * Keeps the config's static type while the connector is written, counts what its `execute` sends, and lets its `observe`
 * change nothing.
 */
export function defineConnector<C extends TObject>(connector: Connector<C>): Connector<C> {
  return {
    ...connector,
    ...(connector.observe && {
      observe: (context, config, outputs) =>
        connector.observe?.(lookingOnly(context), config, outputs) ??
        Promise.resolve({ kind: 'blind' }),
    }),
    execute: (context, config) =>
      knowingWhatWasSent(context, {
        repeats: effectOf(connector, config).repeat !== 'never',
        work: (known) => connector.execute(known, config),
      }),
  }
}
