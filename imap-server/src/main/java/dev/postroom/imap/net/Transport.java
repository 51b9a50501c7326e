package dev.postroom.imap.net;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import jdk.net.ExtendedSocketOptions;

/**
 * By what Netty speaks with the kernel. Linux's epoll can be asked when a client's machine last
 * answered, and can be told how long it may leave data unacknowledged; Java's own NIO cannot, and
 * serves where Netty's library for epoll is not to be had.
 */
enum Transport {
  EPOLL,
  NIO;

  static Transport best() {
    return Epoll.isAvailable() ? EPOLL : NIO;
  }

  /** Event loops, the threads of which bear this name. */
  EventLoopGroup loops(int threads, String name) {
    var factory = new DefaultThreadFactory(name);
    return switch (this) {
      case EPOLL -> new EpollEventLoopGroup(threads, factory);
      case NIO -> new NioEventLoopGroup(threads, factory);
    };
  }

  /** A bootstrap whose connections are kept alive and, where they are dead, found to be so. */
  ServerBootstrap bootstrap(EventLoopGroup loops, KeepAlive keepAlive) {
    ServerBootstrap bootstrap =
        new ServerBootstrap().group(loops).childOption(ChannelOption.SO_KEEPALIVE, true);
    int idle = (int) keepAlive.idle().toSeconds();
    int interval = (int) keepAlive.interval().toSeconds();
    return switch (this) {
      case EPOLL ->
          bootstrap
              .channel(EpollServerSocketChannel.class)
              .childOption(EpollChannelOption.TCP_KEEPIDLE, idle)
              .childOption(EpollChannelOption.TCP_KEEPINTVL, interval)
              .childOption(EpollChannelOption.TCP_KEEPCNT, keepAlive.probes())
              .childOption(
                  EpollChannelOption.TCP_USER_TIMEOUT, (int) keepAlive.timeout().toMillis());
      case NIO ->
          bootstrap
              .channel(NioServerSocketChannel.class)
              .childOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE), idle)
              .childOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL), interval)
              .childOption(
                  NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT), keepAlive.probes());
    };
  }
}
