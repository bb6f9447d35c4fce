package io.github.sparkndarray.plan.physical;

/**
 * A way of delivering a stage's arrays that was weighed.
 *
 * @param delivery how the arrays would travel that many blocks read
 * @param moved the bytes projected to be moved; 0 if it is impossible
 * @param cost the same, those counted twice that are written and read, with what must be brought to
 *     the driver first
 * @param problem why it is impossible, as a clause; empty if it is not
 * @param isChosen whether the stage does so
 */
public record DeliveryOption(
    Delivery delivery, double moved, double cost, String problem, boolean isChosen) {}
