export type { components, paths } from './api.generated.ts'
export { type Access, type ApiClient, createApi } from './client.ts'
export { type StreamedEvent, StreamFailure, streamEvents } from './stream.ts'
export { SocketFailure, type SocketFrame, type SocketOptions, streamSocket } from './socket.ts'
