import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { describe, expect, it } from 'vitest'
import { refresh } from './refresh.ts'

describe('what is shown, when something is told', () => {
  it('is read again although its first reading is still under way', async () => {
    const client = new QueryClient()
    const answers: ((value: string) => void)[] = []
    const queryFn = () => new Promise<string>((resolve) => answers.push(resolve))
    const shown = new QueryObserver(client, { queryKey: ['request', 'a', 'story'], queryFn })
    const stop = shown.subscribe(() => undefined)
    expect(answers).toHaveLength(1)

    const refreshed = refresh(client, ['request', 'a'])
    answers[0]?.('before the event')
    await expect.poll(() => answers.length).toBe(2)
    answers[1]?.('after the event')
    await refreshed

    expect(shown.getCurrentResult().data).toBe('after the event')
    stop()
  })

  it('is read once more when it was read before, and nothing else is', async () => {
    const client = new QueryClient()
    const read: string[] = []
    const stops = ['a', 'b'].map((id) => {
      const queryFn = () => Promise.resolve(read.push(id))
      const shown = new QueryObserver(client, { queryKey: ['request', id], queryFn })
      return shown.subscribe(() => undefined)
    })
    await expect.poll(() => client.isFetching()).toBe(0)

    await refresh(client, ['request', 'a'])

    expect(read).toEqual(['a', 'b', 'a'])
    for (const stop of stops) stop()
  })
})
