import { type ChildProcess, spawn } from 'node:child_process'
import { type Outlet, openOutlet } from './program-output.ts'

/** One run of a program: fixed arguments, only the environment given, no shell. */
export type ProgramCall = {
  program: string
  args: readonly string[]
  cwd: string
  env: Readonly<Record<string, string>>
  /** Written to its input, which is then closed. */
  input?: string
  timeoutMs: number
  /** Bytes kept of each output; more than this ends the program. */
  maxBytes: number
  signal: AbortSignal
  /**
   * Milliseconds for a clean end: the program alone is interrupted (SIGINT) and may tidy up. Left out = it and
   * all it started are asked to end (SIGTERM) and get two seconds.
   */
  interruptMs?: number
  /**
   * A folder its outputs are written to as files. A program that is left behind by a killed server then goes on
   * to its end instead of dying at its next word.
   */
  outputFolder?: string
  /** Given each whole line of its output while it runs. */
  onLine?: (line: string) => void
}

export type ProgramEnd = { code: number; stdout: Buffer; stderr: string }

/** A program that did not come to its own end. */
export class ProgramFailure extends Error {
  override readonly name = 'ProgramFailure'
  readonly kind: 'missing' | 'timeout' | 'aborted' | 'output_too_large' | 'killed'

  constructor(kind: ProgramFailure['kind'], message: string, options: { cause?: unknown } = {}) {
    super(message, options)
    this.kind = kind
  }
}

/** Milliseconds between asking a program to end and making it. */
const graceMs = 2_000

/** Runs a program to its end and returns what it said. Throws ProgramFailure when it could not. */
export async function runProgram(call: ProgramCall): Promise<ProgramEnd> {
  if (call.signal.aborted) throw new ProgramFailure('aborted', 'Called off')
  const outlet = await openOutlet(call)
  try {
    return await run(call, outlet)
  } finally {
    outlet.close()
  }
}

function run(call: ProgramCall, outlet: Outlet): Promise<ProgramEnd> {
  return new Promise((resolve, reject) => {
    const child = spawn(call.program, [...call.args], {
      cwd: call.cwd,
      env: { ...call.env },
      stdio: [...outlet.stdio],
      shell: false,
      detached: process.platform !== 'win32',
    })
    const ending = endOf(call, child)
    outlet.follow(child, () => ending.stop('output_too_large'))
    child.once('error', (cause) => {
      ending.tidy()
      reject(new ProgramFailure('missing', `${call.program} cannot be started`, { cause }))
    })
    // What it started may hold its outputs open, and would then never let them close.
    child.once('exit', () => stopGroup(child.pid, 'SIGKILL'))
    child.once('close', (code, signal) => {
      ending.tidy()
      if (ending.why) reject(ending.why)
      else if (code === null)
        reject(new ProgramFailure('killed', `${call.program} ended by ${signal}`))
      else outlet.said().then((said) => resolve({ code, ...said }), reject)
    })
    child.stdin?.on('error', () => undefined)
    child.stdin?.end(call.input ?? '')
  })
}

type Ending = {
  why: ProgramFailure | undefined
  stop(kind: 'timeout' | 'aborted' | 'output_too_large'): void
  tidy(): void
}

/** Ends the program at its time limit, when it is called off or says too much. */
function endOf(
  { program, timeoutMs, maxBytes, signal, interruptMs }: ProgramCall,
  child: ChildProcess,
): Ending {
  const words = {
    timeout: `${program} ran longer than ${timeoutMs} ms`,
    aborted: `${program} was called off`,
    output_too_large: `${program} said more than ${maxBytes} bytes`,
  }
  let force: NodeJS.Timeout | undefined
  const ending: Ending = {
    why: undefined,
    stop(kind) {
      if (ending.why) return
      ending.why = new ProgramFailure(kind, words[kind])
      if (interruptMs === undefined) stopGroup(child.pid, 'SIGTERM')
      else child.kill('SIGINT')
      force = setTimeout(() => stopGroup(child.pid, 'SIGKILL'), interruptMs ?? graceMs)
    },
    tidy() {
      clearTimeout(clock)
      clearTimeout(force)
      signal.removeEventListener('abort', onAbort)
    },
  }
  const onAbort = () => ending.stop('aborted')
  const clock = setTimeout(() => ending.stop('timeout'), timeoutMs)
  signal.addEventListener('abort', onAbort, { once: true })
  return ending
}

/** A program's children go with it (git starts ssh and others). */
function stopGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, signal)
  } catch {
    // already gone
  }
}
