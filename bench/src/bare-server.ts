import { createServer } from 'node:http'

/**
 * The floor of a read: a process that answers the same bytes with the same headers and does nothing else.
 * argv[2] is JSON {body, headers}; prints its port.
 */
const { body, headers } = JSON.parse(process.argv[2] ?? '{}') as {
  body: string
  headers: Record<string, string>
}
const bytes = Buffer.from(body)
const server = createServer((_request, response) => {
  response.writeHead(200, { ...headers, 'content-length': bytes.length })
  response.end(bytes)
})
server.listen({ port: 0, host: '127.0.0.1', backlog: 4_096 }, () => {
  const address = server.address()
  if (typeof address === 'object' && address !== null) console.log(address.port)
})
process.stdin.resume()
process.stdin.once('end', () => process.exit(0))
