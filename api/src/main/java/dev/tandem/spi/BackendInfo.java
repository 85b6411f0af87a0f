package dev.tandem.spi;

/**
 * What is really running.
 *
 * @param id the provider's id ({@code pytorch})
 * @param engine the engine's name and version ({@code PyTorch 2.7.1})
 * @param device the device really used
 * @param threads processor threads the engine really uses
 */
public record BackendInfo(String id, String engine, DeviceSpec device, int threads) {}
