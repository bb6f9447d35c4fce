package io.github.sparkndarray.plan.explain;

import org.jspecify.annotations.Nullable;

/**
 * What a stage took when it ran, to be shown beside its projection. What was not measured is null.
 *
 * @param tasks that ran, those that ran again included
 * @param taskBytes the most memory that a task used
 * @param broadcastBytes what executors fetched of broadcast variables, all together
 * @param shuffledBytes what tasks read of what others had written for them
 * @param readBytes what tasks read from storage
 * @param seconds from the stage's start to its end
 */
public record MeasuredStage(
    @Nullable Long tasks,
    @Nullable Long taskBytes,
    @Nullable Long broadcastBytes,
    @Nullable Long shuffledBytes,
    @Nullable Long readBytes,
    @Nullable Double seconds) {}
