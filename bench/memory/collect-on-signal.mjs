// Loaded into a gateway whose memory is measured: SIGUSR2 makes it collect its garbage.
process.on('SIGUSR2', () => globalThis.gc?.())
