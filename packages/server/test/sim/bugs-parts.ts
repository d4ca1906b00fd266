import type { Connector, Outcome } from '@pao/connectors'
import type { Bug } from './play.ts'
import type { Handler } from './store.ts'

const none: Handler = () => ({ rows: [], count: 0 })

/** Other answers of what orders requests. */
function ordering(change: (connector: Connector) => Partial<Connector>): () => Bug {
  return () => ({
    connector: (connector) =>
      connector.type === 'catalog-request' ? { ...connector, ...change(connector) } : connector,
  })
}

/** Another answer of the database, whoever asks. */
function answering(name: string, answer: Handler): () => Bug {
  return () => ({
    world: ({ store }) => {
      store.handlers[name] = answer
    },
  })
}

const done: Outcome = { kind: 'succeeded', outputs: {} }

/** Those that are planted in what actions order. */
export const partBugs: Readonly<Record<string, () => Bug>> = {
  'what is under way is undone beside what it stood on': ordering(({ undoBegun }) => ({
    undoBegun: async (...given) => {
      const outcome = await undoBegun?.(...given)
      return outcome?.kind === 'waiting' ? done : (outcome ?? done)
    },
  })),
  'what is under way is called off at once, whatever stood below': () => ({
    room: (requests) => ({
      ...requests,
      takeIn: (taken) => {
        const { held } = taken.change
        const { actions, ...plan } = held.fixed.plan
        const older = actions.map(({ undoesBegun: _undoesBegun, ...action }) => action)
        held.fixed = { ...held.fixed, plan: { ...plan, actions: older } }
        return requests.takeIn(taken)
      },
    }),
  }),
  'what a part brought is not handed on': ordering(({ poll, resume }) => ({
    poll: async (...given) => withoutObject(await poll?.(...given)),
    resume: async (...given) => withoutObject(await resume?.(...given)),
  })),
  'a part that was ordered unseen and is done stays': answering('late_parts', none),
}

function withoutObject(outcome: Outcome | undefined): Outcome {
  if (outcome?.kind !== 'succeeded') return outcome ?? done
  const { object: _, ...outputs } = outcome.outputs
  return { ...outcome, outputs }
}
