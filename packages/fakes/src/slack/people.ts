import type { Call, Reply } from '../kit/server.ts'

/** Somebody of the workspace. */
export type SlackUser = { id: string; name: string; email: string }

/** Those of the demo, so that whoever signs in there can press a button here. */
export const usualPeople: readonly SlackUser[] = [
  { id: 'U0000000001', name: 'Dana Developer', email: 'dana.developer@example.com' },
  { id: 'U0000000002', name: 'Petra Platform', email: 'petra.platform@example.com' },
  { id: 'U0000000003', name: 'Amir Approver', email: 'amir.approver@example.com' },
]

/** Who a user is, as a token with `users:read.email` is told (docs.slack.dev, users.info). */
export function usersInfo(people: readonly SlackUser[], call: Call): Reply {
  const wanted = call.query.get('user') ?? ''
  const user = people.find(({ id }) => id === wanted)
  if (!user) return { status: 200, body: { ok: false, error: 'user_not_found' } }
  const { id, name, email } = user
  return {
    status: 200,
    body: {
      ok: true,
      user: {
        id,
        team_id: 'T00000000',
        name: email.split('@')[0],
        deleted: false,
        real_name: name,
        is_bot: false,
        profile: { real_name: name, display_name: name, email, team: 'T00000000' },
      },
    },
  }
}
