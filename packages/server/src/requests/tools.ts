import { type ActionContext, ConnectionMissing, noPrograms, WorkFailure } from '@pao/connectors'

type Given = Pick<ActionContext, 'process' | 'keep' | 'states'>

function notSetUp(): never {
  throw new ConnectionMissing('This server keeps nothing for actions')
}

const refused = async (): Promise<never> => notSetUp()

/** Where no program is set up. */
export const noTools: Given = {
  process: noPrograms,
  keep: { put: refused, get: refused, drop: refused },
  states: { grant: notSetUp, look: refused },
}

/** No program is started by a worker that may have slept through its lease (see `while-held.ts`). */
export function toolsWhileHeld(tools: Given, holds: (() => boolean) | undefined): Given {
  if (holds === undefined) return tools
  return {
    ...tools,
    process: {
      async open(program) {
        const place = await tools.process.open(program)
        return {
          ...place,
          async run(call) {
            if (holds()) return place.run(call)
            throw new WorkFailure('aborted', 'The action is in other hands')
          },
        }
      },
    },
  }
}
