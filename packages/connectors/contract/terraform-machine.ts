import {
  type CodeSource,
  type Process,
  type ProgramEnd,
  type ProgramRun,
  WorkFailure,
  type WorkFailureKind,
} from '../src/kit/process.ts'

/** How one run of a command ends. */
export type Answer = Partial<ProgramEnd> | WorkFailureKind
/** What each command ends with, by its first word; several are given in order. */
export type Script = Readonly<Record<string, Answer | readonly Answer[]>>

/** The first line of a stream. */
export const ui = { type: 'version', ui: '1.2', '@message': 'Terraform 1.11.4' }
/** A stream of these messages. */
export const lines = (...messages: object[]) =>
  messages.map((one) => JSON.stringify(one)).join('\n')
/** A run that ended with this error. */
export const failure = (summary: string, detail = ''): Partial<ProgramEnd> => ({
  code: 1,
  stdout: lines(ui, { type: 'diagnostic', diagnostic: { severity: 'error', summary, detail } }),
})
/** A plan that finds so much to add. */
export const changes = (count: number): Partial<ProgramEnd> => ({
  code: count > 0 ? 2 : 0,
  stdout: lines(ui, { type: 'change_summary', changes: { add: count, change: 0, remove: 0 } }),
})

const usual: Script = {
  version: { stdout: '{"terraform_version":"1.11.4"}' },
  plan: changes(1),
  output: { stdout: '{"id":{"value":"i-1"},"key":{"value":"k","sensitive":true}}' },
  state: { stdout: '' },
}

/** A machine whose Terraform answers as told, in order; the last answer of a command repeats. */
export function machine(script: Script = {}) {
  const runs: ProgramRun[] = []
  const files = new Map<string, string>()
  const brought: CodeSource[] = []
  const open: string[] = []
  const counts = new Map<string, number>()
  const process: Process = {
    async open() {
      open.push('workplace')
      return {
        path: (name) => `/place/${name}`,
        lasting: async (name) => `/lasting/${name}`,
        pack: async () => new Uint8Array(),
        permits: (address) => address.startsWith('acme/'),
        async bring(source) {
          brought.push(source)
          return source.kind === 'git' ? { revision: 'c0ffee' } : {}
        },
        write: async (name, content) => void files.set(name, Buffer.from(content).toString()),
        async read(name) {
          const text = name.endsWith('.tfplan') ? (files.get(name) ?? 'plan-1') : files.get(name)
          return text === undefined ? undefined : Buffer.from(text)
        },
        async run(call) {
          runs.push(call)
          const verb = call.args[0] ?? call.program
          const given = { ...usual, ...script }[verb] ?? {}
          const count = counts.get(verb) ?? 0
          counts.set(verb, count + 1)
          const list = Array.isArray(given) ? given : [given]
          const answer = list[Math.min(count, list.length - 1)] as Answer
          if (typeof answer === 'string') throw new WorkFailure(answer, `it was ${answer}`)
          const { code = 0, stdout = '', stderr = '' } = answer
          for (const line of stdout.split('\n')) call.onLine?.(line)
          return { code, stdout, stderr }
        },
        [Symbol.asyncDispose]: async () => void open.pop(),
      }
    },
  }
  const verbs = () => runs.map(({ args, program }) => args[0] ?? program)
  return { process, runs, files, brought, open, verbs }
}
