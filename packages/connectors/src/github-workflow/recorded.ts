import { crc32 } from 'node:zlib'
import type { Recorded, RecordedAnswer } from '../kit/recorded.ts'

const id = 1_234_567_890
const page = `https://github.com/example/example/actions/runs/${id}`
const at = '/repos/{}/{}/actions'
const rest = 'GitHub REST API'

const run = {
  id,
  run_number: 1,
  run_attempt: 1,
  status: 'completed',
  conclusion: 'success',
  html_url: page,
  display_title: 'example',
  created_at: '2026-01-01T12:00:00Z',
}

const badges: readonly RecordedAnswer[] = [
  {
    method: 'GET',
    path: '/repos/{}/{}/installation',
    status: 200,
    body: { id: 1 },
    source: `${rest}, Get a repository installation for the authenticated app`,
  },
  {
    method: 'POST',
    path: '/app/installations/{}/access_tokens',
    status: 201,
    body: { token: 'ghs_example', expires_at: '2099-01-01T00:00:00Z' },
    source: `${rest}, Create an installation access token for an app`,
  },
]

/** The workflow starts, runs, and ends well, leaving an artifact and logs. */
export const recorded: Recorded = [
  ...badges,
  {
    method: 'GET',
    path: `${at}/workflows/{}/runs`,
    status: 200,
    body: { total_count: 0, workflow_runs: [] },
    source: `${rest}, List workflow runs for a workflow`,
  },
  {
    method: 'POST',
    path: `${at}/workflows/{}/dispatches`,
    status: 200,
    body: { workflow_run_id: id, run_url: page, html_url: page },
    source: `${rest}, Create a workflow dispatch event`,
  },
  {
    method: 'GET',
    path: `${at}/runs/{}`,
    status: 200,
    body: run,
    source: `${rest}, Get a workflow run`,
  },
  {
    method: 'GET',
    path: `${at}/runs/{}/jobs`,
    status: 200,
    body: {
      total_count: 1,
      jobs: [{ id: 1, name: 'example', status: 'completed', conclusion: 'success', steps: [] }],
    },
    source: `${rest}, List jobs for a workflow run`,
  },
  {
    method: 'GET',
    path: `${at}/runs/{}/artifacts`,
    status: 200,
    body: {
      total_count: 1,
      artifacts: [{ id: 1, name: 'pao-outputs', size_in_bytes: 200, expired: false }],
    },
    source: `${rest}, List workflow run artifacts`,
  },
  {
    method: 'GET',
    path: `${at}/artifacts/{}/zip`,
    status: 302,
    headers: { location: 'https://storage.example.com/artifact.zip' },
    source: `${rest}, Download an artifact`,
  },
  {
    method: 'GET',
    path: '/artifact.zip',
    status: 200,
    body: archive('outputs.json', '{}'),
    source: 'PKWARE APPNOTE 6.3, a file that is stored',
  },
  {
    method: 'GET',
    path: `${at}/jobs/{}/logs`,
    status: 302,
    headers: { location: 'https://storage.example.com/job.txt' },
    source: `${rest}, Download job logs for a workflow run`,
  },
  {
    method: 'GET',
    path: '/job.txt',
    status: 200,
    body: 'what the job wrote',
    source: `${rest}, Download job logs for a workflow run`,
  },
]

/** A ZIP archive of one file that is stored as it is. */
function archive(name: string, text: string): Uint8Array {
  const [file, body] = [Buffer.from(name), Buffer.from(text)]
  const about = Buffer.alloc(26)
  about.writeUInt16LE(20, 0)
  about.writeUInt32LE(crc32(body), 10)
  about.writeUInt32LE(body.length, 14)
  about.writeUInt32LE(body.length, 18)
  about.writeUInt16LE(file.length, 22)
  const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), about, file, body])
  const entry = [Buffer.from('PK\u0001\u0002\u0014\u0000'), about, Buffer.alloc(14), file]
  const central = Buffer.concat(entry)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(1, 4)
  end.writeUInt16LE(1, 6)
  end.writeUInt32LE(central.length, 8)
  end.writeUInt32LE(local.length, 12)
  return Buffer.concat([local, central, Buffer.from('PK\u0005\u0006'), end])
}
