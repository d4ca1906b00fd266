import { describe, expect, it } from 'vitest'
import { together } from './together.ts'

/** A store that refuses what it is told to, and whose first write lasts until it is let go. */
function store(refuse: (set: readonly string[]) => Error | undefined = () => undefined) {
  const sets: (readonly string[])[] = []
  const { promise: letGo, resolve: go } = Promise.withResolvers<void>()
  const write = async (set: readonly string[]): Promise<readonly string[]> => {
    sets.push(set)
    if (sets.length === 1) await letGo
    const error = refuse(set)
    if (error) throw error
    return set.map((item) => item.toUpperCase())
  }
  return { sets, write, go }
}

const away = Object.assign(new Error('Connection terminated unexpectedly'), { code: '08006' })

describe('together', () => {
  it('writes at once what comes alone, and what comes meanwhile as one set', async () => {
    const { sets, write, go } = store()
    const add = together({ write, most: 50, lanes: 1 })

    const added = ['a', 'b', 'c', 'd'].map(add)
    const before = [...sets]
    go()
    await Promise.all(added)

    expect(before).toEqual([['a']])
    expect(sets).toEqual([['a'], ['b', 'c', 'd']])
  })

  it('keeps a set within its limit and loses none', async () => {
    const { sets, write, go } = store()
    const add = together({ write, most: 2, lanes: 1 })

    const added = ['a', 'b', 'c', 'd', 'e', 'f'].map(add)
    go()
    await Promise.all(added)

    expect(sets).toEqual([['a'], ['b', 'c'], ['d', 'e'], ['f']])
  })

  it('starts a second write where there is a lane for it', async () => {
    const { sets, write, go } = store()
    const add = together({ write, most: 50, lanes: 2 })

    const [first, second] = [add('a'), add('b')]
    await second

    expect(sets).toEqual([['a'], ['b']])
    go()
    await first
  })

  it('answers nobody before the own set is written', async () => {
    const { write, go } = store()
    const add = together({ write, most: 50, lanes: 1 })
    const done: string[] = []

    const added = ['a', 'b'].map((item) => add(item).then(() => done.push(item)))
    await Promise.resolve()
    const before = [...done]
    go()
    await Promise.all(added)

    expect(before).toEqual([])
    expect(done).toEqual(['a', 'b'])
  })

  it('lets a bad item fail alone', async () => {
    const bad = new Error('bad')
    const { sets, write, go } = store((set) => (set.includes('bad') ? bad : undefined))
    const add = together({ write, most: 50, lanes: 1 })

    const added = ['a', 'b', 'bad', 'c'].map(add)
    go()
    const results = await Promise.allSettled(added)

    expect(results.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
    ])
    expect(results[2]).toMatchObject({ reason: bad })
    expect(sets).toEqual([['a'], ['b', 'bad', 'c'], ['b'], ['bad'], ['c']])
  })

  it('writes nothing twice when the database went away during a set', async () => {
    const { sets, write, go } = store((set) => (set.length > 1 ? away : undefined))
    const add = together({ write, most: 50, lanes: 1 })

    const added = ['a', 'b', 'c'].map(add)
    go()
    const results = await Promise.allSettled(added)

    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected'])
    expect(sets).toEqual([['a'], ['b', 'c']])
  })

  it('goes on after a failure', async () => {
    const { write, go } = store((set) => (set.includes('bad') ? new Error('bad') : undefined))
    const add = together({ write, most: 50, lanes: 1 })
    go()
    await expect(add('bad')).rejects.toThrow('bad')

    await expect(add('good')).resolves.toBe('GOOD')
  })
})
