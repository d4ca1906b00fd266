/** What the made-up platform has from the beginning, by collection: what forms offer to choose from. */
export const standing: Readonly<Record<string, readonly Readonly<Record<string, string>>[]>> = {
  subnets: [
    { id: 'subnet-dmz-a', name: '10.20.0.0/26 (DMZ, Frankfurt A)', zone: 'dmz' },
    { id: 'subnet-dmz-b', name: '10.20.0.64/26 (DMZ, Frankfurt B)', zone: 'dmz' },
    { id: 'subnet-app-a', name: '10.20.16.0/22 (applications, Frankfurt A)', zone: 'app' },
    { id: 'subnet-app-b', name: '10.20.20.0/22 (applications, Frankfurt B)', zone: 'app' },
    { id: 'subnet-app-c', name: '10.20.24.0/22 (applications, Frankfurt C)', zone: 'app' },
    { id: 'subnet-data-a', name: '10.20.64.0/23 (data, Frankfurt A)', zone: 'data' },
  ],
}
