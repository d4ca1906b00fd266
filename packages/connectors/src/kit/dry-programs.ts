import type { ActionContext } from './context.ts'
import type { ProgramRun, Workplace } from './process.ts'
import type { Recorded, RecordedAnswer } from './recorded.ts'
import { type callLog, Unplayable } from './replay.ts'

type Log = ReturnType<typeof callLog>
type Doors = Pick<ActionContext, 'process' | 'keep' | 'states'>
type Files = Map<string, Uint8Array>

/**
 * Programs that are not started: each run is noted and ends as recorded under the method `RUN`, files lie in memory.
 * Throws Unplayable where nothing is recorded.
 */
export function dryPrograms(recorded: Recorded, log: Log): Doors {
  const kept: Files = new Map()
  return {
    process: { open: async () => openFolder(recorded, log) },
    keep: {
      put: async (name, bytes) => void kept.set(name, bytes),
      get: async (name) => kept.get(name),
      drop: async (name) => void kept.delete(name),
    },
    states: {
      grant: () => ({ address: 'https://pao.example.com/state', username: 'dry', password: 'dry' }),
      look: async () => undefined,
    },
  }
}

function openFolder(recorded: Recorded, log: Log): Workplace {
  const files: Files = new Map()
  const write = (name: string, content: string | Uint8Array): void =>
    void files.set(name, typeof content === 'string' ? new TextEncoder().encode(content) : content)
  return {
    path: (name) => `/dry-run/${name}`,
    lasting: async (name) => `/dry-run/lasting/${name}`,
    write: async (name, content) => write(name, content),
    read: async (name) => files.get(name),
    async bring(source, folder) {
      const target = source.kind === 'git' ? source.url : source.path
      log.add({ door: 'program', method: 'bring', target })
      write(`${folder}/.brought`, target)
      return source.kind === 'git' ? { revision: '0'.repeat(40) } : {}
    },
    pack: async (folder) => new TextEncoder().encode(`the files of ${folder}`),
    permits: () => true,
    async run(run) {
      const answer = endOf(recorded, log, run)
      for (const [name, content] of Object.entries(answer.files ?? {}))
        write(`${run.folder}/${name}`, content)
      const stdout = linesOf(answer.body)
      for (const line of stdout.split('\n')) if (line !== '') run.onLine?.(line)
      return { code: answer.status, stdout, stderr: '' }
    },
    [Symbol.asyncDispose]: async () => files.clear(),
  }
}

function endOf(recorded: Recorded, log: Log, { program, args }: ProgramRun): RecordedAnswer {
  const what = `/${program}/${args[0] ?? ''}`
  const call = { door: 'program' as const, method: 'RUN', target: [program, ...args].join(' ') }
  const found = program.startsWith('hook:')
    ? { method: 'RUN', path: what, status: 0, source: 'invented: it went well' }
    : recorded.find(({ method, path }) => method === 'RUN' && path === what)
  if (!found) {
    log.add(call)
    throw new Unplayable(`no recorded end for ${program} ${args[0] ?? ''}`)
  }
  log.add({ ...call, answer: { status: found.status, source: found.source } })
  return found
}

/** A list is one line of JSON each, as programs write streams. */
function linesOf(body: unknown): string {
  if (body === undefined) return ''
  if (typeof body === 'string') return body
  return Array.isArray(body)
    ? body.map((line) => JSON.stringify(line)).join('\n')
    : JSON.stringify(body)
}
