/**
 * Loaded before the server: tells who started it, each second, how long its event loop was blocked at most. By the clock,
 * which on a busy machine counts others' work too, and by the processor time of this thread, which is ours alone.
 */
const tickMs = 10
let wall = performance.now()
let used = usedMs()
let blocked = { clockMs: 0, cpuMs: 0 }

function usedMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1_000
}

setInterval(() => {
  const [now, cpu] = [performance.now(), usedMs()]
  blocked = {
    clockMs: Math.max(blocked.clockMs, now - wall - tickMs),
    cpuMs: Math.max(blocked.cpuMs, cpu - used),
  }
  wall = now
  used = cpu
}, tickMs).unref()

setInterval(() => {
  process.send?.({ ...blocked, rssMiB: process.memoryUsage.rss() / 1_048_576 })
  blocked = { clockMs: 0, cpuMs: 0 }
}, 1_000).unref()
