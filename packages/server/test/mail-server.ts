import { createServer, type AddressInfo, type Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import { onTestFinished } from 'vitest'
import { makeCertificate } from './outbound-certificate.ts'

/** What the server shows who speaks TLS with it; it is its own authority. */
export const own = makeCertificate('mail.test')

/** What a mail server is told to say; everything else is answered with 250. */
export type Script = Readonly<Record<string, string>>

/** A mail server of a few lines that remembers every line it heard. */
export async function mailServer(script: Script = {}) {
  const heard: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.write(script['greeting'] ?? '220 mail.test ready\r\n')
    converse(socket, script, heard)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = (): Promise<void> => {
    for (const socket of sockets) socket.destroy()
    return new Promise<void>((resolve) => server.close(() => resolve()))
  }
  onTestFinished(close)
  return { port: (server.address() as AddressInfo).port, heard, close }
}

function converse(socket: Socket, script: Script, heard: string[]): void {
  let inData = false
  let rest = ''
  socket.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk.toString()).split('\r\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      heard.push(line)
      if (inData && line !== '.') continue
      const verb = inData ? 'END' : (line.split(/[ :]/)[0] ?? '').toUpperCase()
      inData = verb === 'DATA'
      socket.write(script[verb] ?? usual[verb] ?? '250 ok\r\n')
      if (verb !== 'STARTTLS') continue
      socket.removeAllListeners('data')
      const secure = new TLSSocket(socket, { isServer: true, ...own })
      secure.on('error', () => undefined)
      converse(secure, { ...script, EHLO: '250-mail.test\r\n250 AUTH PLAIN\r\n' }, heard)
      return
    }
  })
}

const usual: Script = {
  DATA: '354 go on\r\n',
  STARTTLS: '220 go on\r\n',
  AUTH: '235 welcome\r\n',
}
