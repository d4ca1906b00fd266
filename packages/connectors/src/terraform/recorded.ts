import type { Recorded } from '../kit/recorded.ts'
import type { TerraformConfig } from './config.ts'
import { recordedHcp } from './recorded-hcp.ts'
import { planFile } from './site-files.ts'

const json = 'Terraform CLI, machine-readable UI'
const resource = { addr: 'terraform_data.example' }
const counts = { add: 1, change: 0, remove: 0 }

const ends: Record<string, { status: number; body?: unknown; files?: Record<string, string> }> = {
  version: { status: 0, body: { terraform_version: '1.9.8' } },
  get: {
    status: 0,
    files: {
      '.terraform/modules/modules.json': JSON.stringify({ Modules: [{ Key: 'main', Dir: '.' }] }),
    },
  },
  init: { status: 0 },
  workspace: { status: 0 },
  state: { status: 0, body: '' },
  plan: {
    status: 2,
    body: [
      { type: 'version', ui: '1.2' },
      { type: 'planned_change', change: { resource, action: 'create' } },
      { type: 'change_summary', '@message': 'Plan: 1 to add', changes: counts },
    ],
    files: { [planFile]: 'no plan was made' },
  },
  apply: {
    status: 0,
    body: [
      { type: 'version', ui: '1.2' },
      { type: 'change_summary', '@message': 'Apply complete', changes: counts },
    ],
  },
  output: { status: 0, body: {} },
}

const recordedCli: Recorded = Object.entries(ends).map(([command, end]) => ({
  method: 'RUN',
  path: `/terraform/${command}`,
  source: json,
  ...end,
}))

/** How each command of the runner `cli` ends, of which a dry run starts none, or what HCP Terraform says. */
export function recorded({ runner }: TerraformConfig): Recorded {
  return runner === 'hcp' ? recordedHcp : recordedCli
}
