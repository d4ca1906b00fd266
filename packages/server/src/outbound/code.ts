import { cp, lstat, mkdir, realpath, rm } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import { type CodeSource, type Connection, ConnectionMissing, WorkFailure } from '@pao/connectors'
import { type GitPlace, gitEnvironment, withKeyFile } from './git-access.ts'
import { isBelow } from './below.ts'
import { ProgramFailure, runProgram } from './process.ts'

/** Which code may be run, and how it is got at. */
export type CodeRules = {
  /** Folder of the operator that holds local code; undefined = there is none. */
  local: string | undefined
  /** Addresses of repositories and registry modules, each good for what lies below it. */
  sources: readonly string[]
  /** Our own folder for git: home and known hosts. */
  gitFolder: string
  connection: (type: string, name?: string, team?: string) => Connection
}

type Bringing = { source: CodeSource; folder: string; signal: AbortSignal }

const gitMs = 300_000
const ours = 'refs/pao/code'
const refForm = /^[A-Za-z0-9][A-Za-z0-9._/@+-]*$/

/** Whether an address stands in the operator's list or lies below one of its entries. */
export function permits({ sources }: Pick<CodeRules, 'sources'>, address: string): boolean {
  const given = plain(address)
  if (/(^|[/:])\.{1,2}([/]|$)|[\s\\%?#]/.test(given)) return false
  return sources.some((one) => {
    const known = plain(one)
    return given === known || given.startsWith(/[/:]$/.test(known) ? known : `${known}/`)
  })
}

/** Without what does not tell repositories apart. */
function plain(address: string): string {
  return address
    .trim()
    .replace(/\/+$/, '')
    .replace(/\.git$/, '')
}

/** Puts code into a new folder. Throws WorkFailure: `refused` = not allowed, `unavailable` = may work later. */
export async function bringCode(
  rules: CodeRules,
  bringing: Bringing,
): Promise<{ revision?: string }> {
  const { source } = bringing
  return source.kind === 'local'
    ? bringLocal(rules, source.path, bringing.folder)
    : bringGit(rules, source, bringing)
}

/** Links are refused: what they lead to is not the operator's code. */
async function bringLocal({ local }: CodeRules, path: string, folder: string): Promise<object> {
  if (local === undefined)
    throw new WorkFailure('refused', 'There is no folder of local modules (PAO_TERRAFORM_MODULES)')
  const [root, from] = await Promise.all(
    [local, join(local, path)].map((place) => realpath(place).catch(() => undefined)),
  )
  if (isAbsolute(path) || root === undefined || from === undefined || !isBelow(root, from))
    throw new WorkFailure('refused', `There is no local module ${path}`)
  await cp(from, folder, {
    recursive: true,
    filter: async (place) => {
      if (!(await lstat(place)).isSymbolicLink()) return true
      throw new WorkFailure('refused', `The local module ${path} holds a link`)
    },
  })
  return {}
}

type GitSource = Extract<CodeSource, { kind: 'git' }>

/** A shallow checkout without links, submodules, hooks or filters. */
async function bringGit(rules: CodeRules, source: GitSource, { folder, signal }: Bringing) {
  const place = placeOf(source.url)
  if (!place || !permits(rules, source.url))
    throw new WorkFailure('refused', 'The repository is not in the list PAO_TERRAFORM_SOURCES')
  const { ref } = source
  if (ref !== undefined && (!refForm.test(ref) || ref.includes('..')))
    throw new WorkFailure('refused', `${ref.slice(0, 80)} is not a branch, tag or commit`)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const git = runner(rules, { source, place, folder, signal })
  await git('init', ['--quiet', '--template=', '.'])
  const options = ['--quiet', '--depth=1', '--no-tags', '--no-recurse-submodules']
  await git('fetch', [
    ...options,
    '--no-write-fetch-head',
    '--',
    source.url,
    `+${ref ?? 'HEAD'}:${ours}`,
  ])
  const revision = (await git('rev-parse', ['--verify', '--quiet', `${ours}^{commit}`])).trim()
  await git('checkout', ['--quiet', '--detach', revision, '--'])
  await rm(join(folder, '.git'), { recursive: true, force: true })
  return { revision }
}

function placeOf(url: string): GitPlace | undefined {
  if (/^[A-Za-z0-9._-]+@[A-Za-z0-9.][A-Za-z0-9.-]*:(?![-/])[^\s]+$/.test(url))
    return { url, transport: 'ssh' }
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  if (!parsed || parsed.password !== '' || parsed.hostname.startsWith('-')) return undefined
  if (parsed.protocol === 'https:' && parsed.username === '') return { url, transport: 'https' }
  if (parsed.protocol === 'ssh:' && !parsed.username.startsWith('-'))
    return { url, transport: 'ssh' }
  return parsed.protocol === 'file:' && parsed.host === '' ? { url, transport: 'file' } : undefined
}

type Git = { source: GitSource; place: GitPlace; folder: string; signal: AbortSignal }

function runner(rules: CodeRules, { source, place, folder, signal }: Git) {
  const { token, sshKey } = credentialsOf(rules, source)
  return async (verb: string, args: readonly string[]): Promise<string> =>
    withKeyFile(verb === 'fetch' ? sshKey : undefined, rules.gitFolder, async (keyFile) => {
      const end = await runProgram({
        program: 'git',
        args: ['-c', 'core.symlinks=false', verb, ...args],
        cwd: folder,
        env: gitEnvironment(place, {
          folder: rules.gitFolder,
          path: '/usr/local/bin:/opt/homebrew/bin:/usr/bin:/bin',
          ...(verb === 'fetch' && token !== undefined && { token }),
          ...(keyFile !== undefined && { keyFile }),
        }),
        timeoutMs: gitMs,
        maxBytes: 1024 * 1024,
        signal,
      }).catch((cause: unknown) => {
        throw cause instanceof ProgramFailure
          ? new WorkFailure(cause.kind, `git ${verb} did not come to its end: ${cause.kind}`, {
              cause,
            })
          : cause
      })
      if (end.code === 0) return end.stdout.toString()
      throw refusal(verb, end.stderr)
    })
}

/** Said of what no later try mends: wrong ref, no such repository, no access. */
const lasting =
  /couldn't find remote ref|not our ref|not found|Authentication failed|Permission denied|access denied|does not appear to be a git repository/i

function refusal(verb: string, stderr: string): WorkFailure {
  const said = stderr.split('\n').findLast((line) => /^(fatal|error|remote)/i.test(line)) ?? ''
  const kind = lasting.test(stderr) ? 'refused' : 'unavailable'
  return new WorkFailure(kind, `git ${verb} failed: ${said.slice(0, 300)}`)
}

/** Credentials go to no repository but those below the connection's own address. */
function credentialsOf({ connection }: CodeRules, { url, connection: name }: GitSource) {
  if (name === undefined) return {}
  const { settings, secrets } = connection('git', name)
  if (!permits({ sources: [String(settings['url'])] }, url))
    throw new ConnectionMissing(`The git connection ${name} is for other repositories`)
  const { token, ssh_key: sshKey } = secrets
  return { ...(token !== undefined && { token }), ...(sshKey !== undefined && { sshKey }) }
}
