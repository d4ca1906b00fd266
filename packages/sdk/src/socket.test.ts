import { describe, expect, it } from 'vitest'
import { SocketFailure, type SocketOptions, streamSocket } from './socket.ts'

type Script = { opens?: boolean; frames?: readonly unknown[]; code: number }

/** A platform whose connections go as these scripts say, one after the other. */
function platform(...scripts: Script[]) {
  const asked: string[] = []
  const pauses: number[] = []
  const open: SocketOptions['open'] = (url) => {
    asked.push(url)
    const socket = new EventTarget()
    const { opens = true, frames = [], code } = scripts.shift() ?? { code: 1006 }
    setTimeout(() => {
      if (opens) socket.dispatchEvent(new Event('open'))
      for (const frame of frames) {
        const data = typeof frame === 'string' ? frame : JSON.stringify(frame)
        socket.dispatchEvent(new MessageEvent('message', { data }))
      }
      socket.dispatchEvent(Object.assign(new Event('close'), { code }))
    })
    return Object.assign(socket, { close: () => undefined })
  }
  const pause = (ms: number) => Promise.resolve(void pauses.push(ms))
  return { asked, pauses, open, pause }
}

const frame = (seq: number) => ({ seq, type: 't' })

async function all(
  { open, pause }: ReturnType<typeof platform>,
  after?: number,
): Promise<readonly number[]> {
  const seen: number[] = []
  const options = { open, pause, ...(after !== undefined && { after }) }
  for await (const { seq } of streamSocket('https://pao.test', '/ws/x', options)) seen.push(seq)
  return seen
}

describe('streamSocket', () => {
  it('takes up a cut connection after the last frame, each once', async () => {
    const browser = platform(
      { frames: [frame(3), frame(4)], code: 1006 },
      { frames: [frame(4), frame(5)], code: 1000 },
    )

    expect(await all(browser, 2)).toEqual([3, 4, 5])
    expect(browser.asked).toEqual(['wss://pao.test/ws/x?after=2', 'wss://pao.test/ws/x?after=4'])
  })

  it('gives every frame of a stream that is numbered anew by each connection', async () => {
    const browser = platform(
      { frames: [frame(1), frame(2)], code: 1001 },
      { frames: [frame(1)], code: 1000 },
    )

    expect(await all(browser)).toEqual([1, 2, 1])
    expect(browser.asked).toEqual(['wss://pao.test/ws/x', 'wss://pao.test/ws/x'])
  })

  it('throws once no socket has got through three times, resting longer each time', async () => {
    const shut = { opens: false, code: 1006 }
    const browser = platform(shut, shut, shut)

    await expect(all(browser, 0)).rejects.toThrow(SocketFailure)
    expect(browser.pauses).toEqual([500, 1_000, 2_000])
  })

  it('stays as long as connections open, however often they are cut', async () => {
    const cut = { code: 1006 }
    const browser = platform(cut, cut, cut, cut, cut, { frames: [frame(1)], code: 1000 })

    expect(await all(browser, 0)).toEqual([1])
    expect(browser.asked).toHaveLength(6)
  })

  it('leaves out what is no frame', async () => {
    const browser = platform({ frames: ['no json', '[]', '{"seq":"1"}', frame(1)], code: 1000 })

    expect(await all(browser, 0)).toEqual([1])
  })

  it('ends without a throw when the signal aborts', async () => {
    const browser = platform({ frames: [frame(1)], code: 1006 }, { frames: [frame(2)], code: 1006 })
    const control = new AbortController()
    const { open, pause } = browser
    const seen: number[] = []
    const options = { open, pause, after: 0, signal: control.signal }

    for await (const { seq } of streamSocket('http://pao', '/ws/x', options)) {
      seen.push(seq)
      control.abort()
    }

    expect(seen).toEqual([1])
  })
})
