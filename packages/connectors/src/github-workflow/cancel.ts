import type { Outcome } from '../kit/outcome.ts'
import { refOf } from './wait.ts'
import type { Github } from './remote.ts'

/** Asks GitHub to stop the run; one that has ended, or is gone, is fine. The end is not waited for. */
export async function cancelRun(github: Github, run: number, url: string): Promise<Outcome> {
  const answer = await github.send('POST', `/actions/runs/${run}/cancel`)
  const { status } = answer
  if (status !== 202 && status !== 409 && status !== 404) throw github.refused(answer)
  github.context.log(status === 202 ? 'GitHub was asked to cancel the run' : 'The run has ended')
  return { kind: 'succeeded', outputs: { run_id: run }, ref: refOf(run, url) }
}
