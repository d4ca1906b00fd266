import { Ended } from '../kit/ended.ts'
import { withMade } from '../kit/outcome.ts'
import type { ProgramEnd } from '../kit/process.ts'
import { permanent } from '../kit/target.ts'
import { type Diagnostic, errorsIn, failedRun } from './diagnostics.ts'
import type { Site } from './site.ts'
import { nothingTold, take, type Told } from './stream.ts'

type Phase = Parameters<typeof failedRun>[0]

/** Version of the `-json` stream this reads; a later minor only adds to it. */
const knownUi = '1'

/** Runs `terraform` with fixed arguments; its end, whatever the code. */
export function terraform(
  site: Omit<Site, 'version'>,
  args: readonly string[],
  more: { onLine?: (line: string) => void; oneAtATime?: string } = {},
): Promise<ProgramEnd> {
  return site.place.run({
    program: 'terraform',
    args,
    folder: site.folder,
    environment: site.environment,
    signal: site.context.signal,
    ...more,
  })
}

/** What a failure at this point leaves behind. */
function madeBy({ touched }: Pick<Site, 'touched'>): 'no' | 'maybe' {
  return touched ? 'maybe' : 'no'
}

/** A command that speaks to people; ends the call unless it went well. */
export async function mustDo(
  site: Omit<Site, 'version'>,
  phase: Phase,
  args: readonly string[],
  oneAtATime?: string,
): Promise<ProgramEnd> {
  const end = await terraform(site, args, oneAtATime === undefined ? {} : { oneAtATime })
  if (end.code === 0) return end
  throw new Ended(failedRun(phase, errorsIn(end.stderr || end.stdout), madeBy(site)))
}

/** A command with the `-json` stream; progress goes to the log of the attempt. */
export async function follow(
  site: Site,
  args: readonly string[],
): Promise<Told & { code: number }> {
  const told = nothingTold()
  const { code, stderr } = await terraform(site, args, {
    onLine(line) {
      const shown = take(told, line)
      if (shown !== undefined) site.context.log(shown)
    },
  })
  if (told.ui !== undefined && told.ui.split('.')[0] !== knownUi)
    throw new Ended(
      withMade(
        permanent(
          'terraform.stream_unknown',
          `Terraform ${site.version} writes a stream of version ${told.ui}, which is not known`,
        ),
        madeBy(site),
      ),
    )
  for (const warning of told.warnings.slice(0, 20)) site.context.log(`Warning: ${warning}`)
  const errors = told.errors.length > 0 ? told.errors : saidOf(code, stderr)
  return { ...told, errors, code }
}

/** Some failures come before the stream begins. */
function saidOf(code: number, stderr: string): Diagnostic[] {
  return code === 0 || code === 2 ? [] : errorsIn(stderr)
}

/** Runs the operator's programs named for that moment, one after another. */
export async function runHooks(
  site: Site,
  moment: keyof NonNullable<Site['config']['hooks']>,
): Promise<void> {
  for (const name of site.config.hooks?.[moment] ?? []) {
    const { context } = site
    const end = await site.place.run({
      program: `hook:${name}`,
      args: [],
      folder: site.folder,
      environment: {
        PAO_HOOK: moment,
        PAO_REQUEST: context.request.id,
        PAO_ACTION: context.action.id,
        PAO_WORKSPACE: site.workspace,
        PAO_STATE: site.state ?? '',
      },
      signal: context.signal,
    })
    context.log(`hook ${name} (${moment}) ended with ${end.code}`)
    if (end.code === 0) continue
    const word = end.stderr.trim().split('\n').at(-1)?.slice(0, 300) ?? ''
    const failed = permanent(
      'terraform.hook_failed',
      `The hook ${name} (${moment}) refused: ${word}`,
    )
    throw new Ended(withMade(failed, madeBy(site)))
  }
}
