package io.github.sparkndarray.plan.physical;

/**
 * A way of delivering a stage's arrays that was weighed.
 *
 * @param delivery how the arrays would travel that many blocks read
 * @param moved the bytes projected to be moved; 0 if it is impossible
 * @param problem why it is impossible, as a clause; empty if it is not
 * @param isChosen whether the stage does so
 */
public record DeliveryOption(Delivery delivery, double moved, String problem, boolean isChosen) {}
