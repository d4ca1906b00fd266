import { type Ledger, openLedger } from '../kit/ledger.ts'
import { type Switches, switchesOff } from '../kit/switches.ts'
import type { App } from './proof.ts'

export type Job = {
  id: number
  name: string
  status: 'queued' | 'in_progress' | 'completed'
  conclusion: string | null
  steps: readonly { name: string; status: string; conclusion: string | null }[]
  log: string
}
export type Artifact = {
  id: number
  name: string
  files: Readonly<Record<string, string>>
  expired?: boolean
}

/** One workflow run as stored. */
export type Run = {
  id: number
  number: number
  attempt: number
  owner: string
  repo: string
  workflow: string
  title: string
  ref: string
  inputs: Readonly<Record<string, string>>
  status: 'queued' | 'in_progress' | 'waiting' | 'completed'
  conclusion: string | null
  created: string
  updated: string
  jobs: readonly Job[]
  artifacts: readonly Artifact[]
}

/** A workflow file on the default branch. */
export type Workflow = {
  owner: string
  repo: string
  file: string
  refs?: readonly string[]
  inputs: Readonly<Record<string, { required?: boolean; default?: string }>>
  /** As in the file, with `${{ inputs.name }}`; the file's name when left out. */
  runName?: string
  jobs?: readonly string[]
}

export type GithubOptions = {
  port: number
  /** Port of the storage that downloads are redirected to. */
  storagePort?: number
  host?: string
  dataFile?: string
  /** `ghes` = a server up to 3.20, which does not name the run it starts. */
  flavor?: 'com' | 'ghes'
  workflows?: readonly Workflow[]
  /** Any workflow of any repository takes any inputs, as if its run-name showed the mark. */
  openWorkflows?: boolean
  token?: string
  /** Where changes are told, signed when a secret is given. */
  webhook?: { url: string; secret?: string }
  switches?: Partial<Switches>
  /** Milliseconds; the machine's clock when left out. */
  now?: () => number
}

export type Site = {
  flavor: 'com' | 'ghes'
  workflows: readonly Workflow[]
  openWorkflows: boolean
  token: string
  webhook: GithubOptions['webhook']
  switches: Switches
  runs: Map<number, Run>
  /** Lists do not show these yet: run id to looks left. */
  unseen: Map<number, number>
  app: App
  /** Files behind signed addresses: secret part of the path to the file and until when. */
  signed: Map<string, { content: Buffer; until: number }>
  /** Address of the storage; known once it listens. */
  storage: { url: string }
  now(): number
  nextId(): number
  save(run: Run): void
}

const firstWorkflows: readonly Workflow[] = [
  {
    owner: 'acme',
    repo: 'infra',
    file: 'provision.yaml',
    refs: ['main', 'v1'],
    inputs: { name: { required: true }, size: { default: 'small' }, pao_request_id: {} },
    runName: 'Provision ${{ inputs.name }} ${{ inputs.pao_request_id }}',
    jobs: ['plan', 'apply'],
  },
  { owner: 'acme', repo: 'infra', file: 'plain.yaml', inputs: { name: {} } },
  { owner: 'acme', repo: 'infra', file: 'hidden.yaml', inputs: { pao_request_id: {} } },
]

/** The state behind the fake, read back from the file when there is one. */
export function openSite(options: GithubOptions, app: App): Site {
  const ledger: Ledger<Run> = openLedger(options.dataFile)
  const runs = new Map(ledger.entries().map((run) => [run.id, run]))
  let lastId = Math.max(9_000_000_000, ...runs.keys())
  return {
    flavor: options.flavor ?? 'com',
    workflows: options.workflows ?? firstWorkflows,
    openWorkflows: options.openWorkflows === true,
    token: options.token ?? 'fake-github-token',
    webhook: options.webhook,
    switches: { ...switchesOff(), ...options.switches },
    runs,
    unseen: new Map(),
    app,
    signed: new Map(),
    storage: { url: '' },
    now: options.now ?? Date.now,
    // Room for the jobs and artifacts of a run, so that ids stay apart after a restart.
    nextId: () => (lastId += 1),
    save(run) {
      runs.set(run.id, run)
      ledger.append(structuredClone(run))
    },
  }
}

/** The workflow by its file name; with open workflows one that takes what it is given. */
export function workflowOf(
  site: Site,
  { owner, repo, file }: { owner: string; repo: string; file: string },
): Workflow | undefined {
  const known = site.workflows.find(
    (one) => one.owner === owner && one.repo === repo && one.file === file,
  )
  if (known || !site.openWorkflows) return known
  return { owner, repo, file, inputs: {}, runName: `${file} \${{ inputs.pao_request_id }}` }
}
