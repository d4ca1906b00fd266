import { ConnectionMissing } from './missing.ts'

/** Where code comes from. Only what the operator lists or keeps below a folder of theirs is taken. */
export type CodeSource =
  | {
      kind: 'git'
      url: string
      /** Branch, tag or commit; the remote's own default when left out. */
      ref?: string
      /** Connection of type `git` whose credentials open it; none = read without any. */
      connection?: string
    }
  /** `path` below the operator's folder. */
  | { kind: 'local'; path: string }

/** One run of a program of the operator's list: fixed arguments, no shell, a clean environment. */
export type ProgramRun = {
  /** Its name in the operator's list, or `hook:<name>` for a script of the operator's folder of hooks. */
  program: string
  args: readonly string[]
  /** The folder it runs in, below the workplace. */
  folder: string
  /** Besides what the operator gives every program. */
  environment?: Readonly<Record<string, string>>
  /** Given each whole line of its output while it runs. */
  onLine?: (line: string) => void
  /** Runs on this machine under the same name wait for each other. */
  oneAtATime?: string
  /** Interrupted (SIGINT), and after a limit killed with all it started, when this aborts. */
  signal: AbortSignal
}

export type ProgramEnd = { code: number; stdout: string; stderr: string }

/** A folder on this machine that belongs to one call of one action. Names are relative and stay below it. */
export type Workplace = {
  /** The absolute path of a name, for settings that a program reads. */
  path(name: string): string
  /** The absolute path of a folder of this name that outlives the call, on this machine only. */
  lasting(name: string): Promise<string>
  write(name: string, content: string | Uint8Array): Promise<void>
  /** Undefined = there is no such file. */
  read(name: string): Promise<Uint8Array | undefined>
  /** Puts code into a new folder of that name; `revision` is the commit, where there is one. */
  bring(source: CodeSource, folder: string, signal: AbortSignal): Promise<{ revision?: string }>
  /** A folder and all below it as a tar.gz, the same bytes for the same files. Throws WorkFailure above 32 MiB. */
  pack(folder: string): Promise<Uint8Array>
  /** Whether the operator's list of code sources has this address, or one it lies below. */
  permits(address: string): boolean
  /** Throws WorkFailure when the program did not come to its own end. */
  run(run: ProgramRun): Promise<ProgramEnd>
  [Symbol.asyncDispose](): Promise<void>
}

/** Programs of the operator, each call in a folder of its own. */
export type Process = {
  /**
   * Left out = only code is brought there, nothing is run. Throws ConnectionMissing where the operator has set up no such
   * program, naming the setting.
   */
  open(program?: string): Promise<Workplace>
}

/** What an effect keeps for its later calls, on whatever machine they run: sealed, a month at most. */
export type Keep = {
  /** Takes the place of what was kept under that name. Throws WorkFailure above 32 MiB. */
  put(name: string, bytes: Uint8Array): Promise<void>
  get(name: string): Promise<Uint8Array | undefined>
  drop(name: string): Promise<void>
}

/** Terraform states the service itself keeps. */
export type States = {
  /** How a program reaches that state, for this effect alone and for a limited time; to read it only where that is asked. */
  grant(name: string, only?: 'read'): { address: string; username: string; password: string }
  /**
   * Undefined = there is none. `madeBy`: the request whose action first put something into it; `changedBy`: that of
   * the action that wrote last.
   */
  look(name: string): Promise<{ madeBy: string; changedBy: string; resources: number } | undefined>
}

/** How a program, or what it needed, failed before it came to an end of its own. */
export type WorkFailureKind =
  | 'missing'
  | 'refused'
  | 'unavailable'
  | 'timeout'
  | 'aborted'
  | 'output_too_large'
  | 'killed'

/** Thrown by a workplace. The message holds no secret. */
export class WorkFailure extends Error {
  override readonly name = 'WorkFailure'
  readonly kind: WorkFailureKind

  constructor(kind: WorkFailureKind, message: string, options: { cause?: unknown } = {}) {
    super(message, options)
    this.kind = kind
  }
}

/** Where nothing of the kind is set up, and for previews, which start no program. */
export const noPrograms: Process = {
  open: (program) =>
    Promise.reject(
      new ConnectionMissing(
        program === undefined
          ? 'This server has no folder for code'
          : `No program ${program} is set up on this server`,
      ),
    ),
}
