/** Loaded before the server by the memory bench: says after a collection what the process holds, when asked. */
process.on('message', () => {
  global.gc?.()
  const { rss, heapUsed, external } = process.memoryUsage()
  process.send?.({ rss, heapUsed, external })
})
process.channel?.unref()
