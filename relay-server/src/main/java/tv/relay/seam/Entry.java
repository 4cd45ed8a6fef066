package tv.relay.seam;

import tv.relay.index.Programme;
import tv.relay.index.Repair;

/**
 * Where and how a connection's packets go on behind what was published.
 *
 * @param number of the first packet, in the window
 * @param pts of the unit that begins there, by the source's clock, or ABSENT
 * @param programme as the source has it
 * @param pids where its streams go
 * @param shiftTicks what is added to its times, in 90 kHz
 * @param repair what is to be said of it
 */
record Entry(
    long number, long pts, Programme programme, PidMap pids, long shiftTicks, Repair repair) {}
