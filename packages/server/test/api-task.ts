import type { TaskView } from '../src/requests/tasks.ts'

/** One task that waits. */
export const taskOf = (requestId: string, askedAt: number): TaskView => ({
  id: `${requestId}.cable`,
  request: {
    id: requestId,
    item: { id: 'alpha', name: 'Alpha', version: '1.0.0' },
    requester: { email: 'dev@example.com' },
    environment: null,
  },
  action: { id: 'cable', name: 'Pull the cable' },
  title: 'Pull the cable',
  instructions: '',
  assignees: [],
  team: 'network',
  asked: [],
  askedAt,
  mine: true,
  claimed: null,
  ownerTeam: 'dba',
})
