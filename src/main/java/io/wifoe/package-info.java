/**
 * WiFo-E (arXiv 2601.09186), and where each part of the paper and of 3GPP TR 38.901 stands. Names are files below this
 * package; the first of several is where to begin. This package itself has what all others use: seeds, checks,
 * estimates, JSON and files that are written whole or not at all.
 *
 * <pre>
 * (3)          rate of a user                      precoding/SumRate, in training nn/SumRateLoss
 * (4a), (13e)  power P of a precoder               task/LinkBudget
 * (4b), (13d)  power E_s of a pilot column         task/PilotPower
 * (5), (13a)   what users receive of the pilots    nn/PilotMatrix
 * (6), (13b)   B bits of what was received         nn/UserEncoder, nn/SignQuantizer
 * (7), (8)     V = G(Q), all from pilots to V      model/ForwardPass, apart in model/Deployment
 * (10)         C = {L, Nt, K, B}                   task/Configuration
 * (11)         the channels of a task              dataset/ChannelDataset
 * (14)         shared and specific parameters      nn/Parameters, model/TaskHeads
 * (15), (16)   the loss and the weights of tasks   training/TrainingStep, training/TaskWeights
 * (17)         the loss of fine-tuning             training/TrainingStep on model/FrozenTrunk
 * (18)         user encoder F                      nn/UserEncoder, nn/Mlp
 * (19), (20)   bits to tokens, G_in                nn/Projection
 * (21), (29)   the trunk of blocks                 nn/Trunk
 * (22), (25)   a block: residual, LayerNorm        nn/TransformerBlock
 * (23), (24)   multi-head self-attention           nn/Attention
 * (26)         router, top-k experts, weights      nn/MixtureOfExperts, nn/Routing
 * (27), (28)   mixture of experts                  nn/MixtureOfExperts, one native call in nn/NativeOperators
 * (30)         tokens to precoders, G_out          nn/Projection
 * (31)         precoders at power P                nn/SumRateLoss
 * (32)         zero forcing                        precoding/Precoders
 *
 * Algorithm 1  pretraining                         training/Trainer, training/TrainingLoop, training/TrainingStep
 * Algorithm 2  fine-tuning                         training/Trainer, model/FrozenTrunk
 *
 * Table I      tasks T1..T12, G1..G3               task/PaperTasks, task/SourceDomain
 * Table II     its figures; schemes; their cost    experiment/ReferenceRates, experiment/Schemes, model/MacCount
 * IV-A         channels, 7 : 3                     dataset/ChannelGeneration, dataset/SplitShares
 * IV-C         WMMSE; DSC; CEP                     precoding/Wmmse, model/Dsc, model/Cep
 * not stated   reading, paths, norms, E_s          task/Assumptions
 *
 * TR 38.901, clause 7.5
 * step 1       a user in a cell                    channel/tr38901/Cell
 * step 2       line of sight, Table 7.4.2-1        channel/tr38901/LosProbability
 * step 3       path loss, Table 7.4.1-1            channel/tr38901/PathLoss
 * step 4       spreads, Tables 7.5-6 to 7.5-9      channel/tr38901/LargeScaleModel, channel/tr38901/ZenithOffset
 * steps 5, 6   delays and powers of clusters       channel/tr38901/ClusterPowers
 * step 7       angles                              channel/tr38901/StandardAngles, channel/tr38901/RescaledAngles
 * steps 8, 10  rays and their phases               channel/tr38901/Rays
 * step 11      coefficients; Table 7.3-1           channel/tr38901/Coefficients, channel/tr38901/ElementPattern
 * step 12      path loss and shadowing             channel/tr38901/Tr38901
 * Sohrabi      few discrete paths                  channel/FewPath, experiment/FewPathBenchmark
 * </pre>
 */
package io.wifoe;
